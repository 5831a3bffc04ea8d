import { basicProfile, judgements, type Action, type Choice, type ProfileOption } from './data.ts';

/** Which table says what happens to an attribute; what later editions added falls under the rules for the rest. */
export const PROFILE_EDITION = basicProfile.source;

export interface AttributeRule {
  readonly action: Action;
  /** Keep, clean or remove under an option. */
  readonly options: Partial<Readonly<Record<ProfileOption, Action>>>;
}

function isChoice(action: Action | Choice): action is Choice {
  return Object.hasOwn(judgements.single_action.value, action);
}

/** Repeating groups and private elements are rules of their own (`actionOf`). */
const RULES: ReadonlyMap<string, AttributeRule> = new Map(
  basicProfile.rows.flatMap(({ action, options, tags }) => {
    const rule: AttributeRule = {
      action: isChoice(action) ? judgements.single_action.value[action] : action,
      options,
    };
    return tags.split(/\s+/).map((tag) => [`x${tag}`, rule] as const);
  }),
);

/** What the profile says of an attribute (`xGGGGEEEE`); undefined where it does not name it. */
export function profileRule(tag: string): AttributeRule | undefined {
  return RULES.get(tag);
}
