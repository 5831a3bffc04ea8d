import type { Instance } from './instance.ts';
import type { Reason, RoleGuess } from './role-reason.ts';
import { DESCRIPTION_WORDS, VIEW_POSITIONS, type RoleRules, type View } from './role-rules.ts';
import { Tag } from './tags.ts';

/** Patient Orientation (0020,0020): rows and columns run along left-right and head-foot in a frontal film. */
function viewByOrientation(values: readonly string[]): View | undefined {
  const [rows, columns] = values.map((value) => value.charAt(0).toUpperCase());
  if (!rows || !columns) return undefined;
  const upright = columns === 'F' || columns === 'H';
  if (upright && (rows === 'L' || rows === 'R')) return 'ap';
  return upright && (rows === 'A' || rows === 'P') ? 'lateral' : undefined;
}

function viewByWords(words: string): View | undefined {
  const found = (['lateral', 'oblique', 'axial', 'ap'] as const).filter((view) =>
    DESCRIPTION_WORDS[view].test(words),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The view of a radiograph: View Position, else Patient Orientation, else the words of its description. */
export function radiographRole(instance: Instance, description: string, rules: RoleRules): RoleGuess {
  const { dataset, study } = instance;
  const position = dataset.text(Tag.ViewPosition) ?? '';
  const orientation = dataset.texts(Tag.PatientOrientation);
  const words = `${description} / ${study.description}`;
  const sources: readonly { view: View | undefined; reason: Reason; confidence: number }[] = [
    {
      view: VIEW_POSITIONS[position.toUpperCase()],
      reason: { code: 'view-position', params: { value: position } },
      confidence: rules.confidence.attribute,
    },
    {
      view: viewByWords(words),
      reason: { code: 'description', params: { text: description } },
      confidence: rules.confidence.description,
    },
    {
      view: viewByOrientation(orientation),
      reason: { code: 'patient-orientation', params: { value: orientation.join('\\') } },
      confidence: rules.confidence.timing,
    },
  ];
  const known = sources.filter((source) => source.view !== undefined);
  const [first] = known;
  if (!first?.view) {
    const because: Reason[] = [
      { code: 'modality', params: { modality: instance.modality } },
      { code: 'unknown', params: {} },
    ];
    return { role: 'radiograph', confidence: rules.confidence.none, because };
  }
  const agree = known.every((source) => source.view === first.view);
  const because = known.map((source) => source.reason);
  return {
    role: `radiograph-${first.view}`,
    confidence: agree
      ? known.length > 1
        ? rules.confidence.agreement
        : first.confidence
      : rules.confidence.conflict,
    because: agree ? because : [...because, { code: 'conflict', params: {} }],
  };
}
