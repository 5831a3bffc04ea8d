import type { Instance } from './instance.ts';
import type { Reason } from './role-reason.ts';
import { DESCRIPTION_WORDS } from './role-rules.ts';
import { Tag } from './tags.ts';

/** Values of Contrast/Bolus Agent that say there was none. */
const NO_AGENT = /^(?:no|none|non|without|n|0|-+|无|未用|平扫)(?:[^a-z]|$)/i;

/**
 * Why a series counts as taken after contrast: its Contrast/Bolus Agent (0018,0010), else the words of its
 * description. Nothing where neither says so.
 */
export function contrastGiven(instance: Instance, words: string): Reason | undefined {
  const agent = (instance.dataset.text(Tag.ContrastBolusAgent) ?? '').trim();
  if (agent !== '') {
    return NO_AGENT.test(agent) ? undefined : { code: 'contrast-agent', params: { value: agent } };
  }
  const said = DESCRIPTION_WORDS.postContrast.test(words) && !DESCRIPTION_WORDS.preContrast.test(words);
  return said ? { code: 'description', params: { text: words } } : undefined;
}

/** What is said in words of a series: description, protocol, sequence. */
export function descriptionOf(instance: Instance): string {
  const { description, protocol } = instance.series;
  const sequence = instance.dataset.text(Tag.SequenceName) ?? '';
  return [description, protocol, sequence].filter((text) => text !== '').join(' / ');
}

/** Was the series taken after contrast, as far as its headers say? */
export const isEnhanced = (instance: Instance | undefined): boolean =>
  instance !== undefined && contrastGiven(instance, descriptionOf(instance)) !== undefined;
