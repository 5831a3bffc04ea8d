import { normaliseFindings, type CaseFacts, type Release } from '@calx/knowledge';

interface PackRules {
  readonly rules: readonly {
    readonly pack: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
  readonly otherwise: string;
}

/** The pack that a case asks for: the one it names, else by the rules in `knowledge/engine/packs.yaml`. */
export function packOf(facts: CaseFacts, release: Release): string {
  if (facts.pack && release.packs[facts.pack]) return facts.pack;
  const { rules, otherwise } = release.engine.packs as PackRules;
  const findings = normaliseFindings(facts, release);
  const rule = rules.find(({ variable, values }) =>
    findings[variable]?.present.some((value) => values.includes(value)),
  );
  return rule?.pack ?? otherwise;
}
