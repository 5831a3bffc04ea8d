import type { DataSet, Element } from 'dicom-parser';
import type { Dataset } from '../dataset.ts';
import { DicomError, type Refusal } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { TransferSyntax } from '../transfer-syntax.ts';
import { cleanDescription } from './descriptors.ts';
import { dummyValue } from './dummy.ts';
import {
  concatenate,
  delimiter,
  elementHeader,
  encodeText,
  UNDEFINED_LENGTH,
  type Encoding,
} from './element-writer.ts';
import { holdReason } from './held.ts';
import { identityWords, namesSomeone } from './identity.ts';
import { markElements, metaHeader } from './marks.ts';
import type { Action } from './data.ts';
import { actionOf, type DeidentificationProfile } from './profile.ts';
import { Pseudonyms } from './pseudonym.ts';

/** What was done to how many attributes, by action code of PS3.15 table E.1-1a. */
export type ActionCounts = Readonly<Record<Action, number>>;

export interface Deidentified {
  /** A whole file, PS3.10. */
  readonly bytes: Uint8Array;
  readonly actions: ActionCounts;
  readonly patient: string;
  readonly studyInstanceUID: string;
  readonly seriesInstanceUID: string;
  readonly sopInstanceUID: string;
}

const PATIENT: ReadonlySet<string> = new Set(['x00100010', 'x00100020']);
const PIXEL_DATA = /^x7fe000(08|09|10)$/;
/** UIDs that name classes and codings, not objects; those of the standard's own root are known by it. */
const CLASS_UIDS: ReadonlySet<string> = new Set([
  'x00080016',
  'x00081150',
  'x00080062',
  'x0008001b',
  'x04000010',
]);
const STANDARD_ROOT = '1.2.840.10008.';
/** Free text, people and times that the profile does not name go too: it lists what existed when it was written. */
const UNNAMED_EMPTIED: ReadonlySet<string> = new Set('AS DA DT LT PN ST TM UC UR UT'.split(' '));
const DATES: ReadonlySet<string> = new Set(['DA', 'DT', 'TM']);
/** Searched for the words that name the patient. */
const TEXT: ReadonlySet<string> = new Set(['AE', 'LO', 'SH', '']);
/** What a value looks like that is a date or a person's name, where the file gives no representation. */
const DATE_OR_PERSON = /^(19|20)\d{2}\.?[01]\d\.?[0-3]\d(\d{6}.*)?$|^[^\\]+\^[^\\]*$/;
/** Longest value of unknown representation that is taken for text. */
const TEXT_LIMIT = 1024;

/** One object on its way: the profile, what names its patient, and the count of what was done. */
class Rewriting {
  readonly counts: Record<Action, number> = { D: 0, Z: 0, X: 0, U: 0, C: 0, K: 0 };
  private readonly profile: DeidentificationProfile;
  private readonly pseudonyms: Pseudonyms;
  private readonly identity: string;
  private readonly words: readonly string[];
  private readonly encoding: Encoding;

  constructor(
    dataset: Dataset,
    identity: string,
    encoding: Encoding,
    profile: DeidentificationProfile,
    pseudonyms: Pseudonyms,
  ) {
    this.profile = profile;
    this.pseudonyms = pseudonyms;
    this.identity = identity;
    this.words = identityWords(dataset);
    this.encoding = encoding;
  }

  /** All elements of a level in the order of their tags, with `added` in their places. */
  level(source: DataSet, dataset: Dataset, added: ReadonlyMap<string, Uint8Array> = new Map()): Uint8Array {
    const tags = new Set([...Object.keys(source.elements), ...added.keys()]);
    const parts: Uint8Array[] = [];
    for (const tag of [...tags].sort()) {
      if (tag.startsWith('x0002') || tag.startsWith('xfffe')) continue;
      const given = added.get(tag);
      const element = source.elements[tag];
      if (given) parts.push(given);
      else if (element) parts.push(...this.element(element, source, dataset));
    }
    return concatenate(parts);
  }

  private element(element: Element, source: DataSet, dataset: Dataset): readonly Uint8Array[] {
    const { tag } = element;
    if (PIXEL_DATA.test(tag)) return this.raw(element, source);
    const named = actionOf(tag, this.profile);
    const action = named ?? this.unnamedAction(element, dataset);
    if (named !== undefined || action !== 'K') this.counts[action]++;
    switch (action) {
      case 'X':
        return [];
      case 'K':
        return element.items ? this.sequence(element, dataset) : this.raw(element, source);
      case 'U':
        return this.text(element, this.uids(dataset, element), 'UI');
      case 'C':
        return this.cleaned(element, dataset);
      case 'Z':
        return this.text(element, PATIENT.has(tag) ? this.pseudonyms.patient(this.identity) : '');
      case 'D':
        return element.items ? this.sequence(element, dataset) : this.dummy(element);
    }
  }

  /** The action for an attribute that the profile does not name. */
  private unnamedAction(element: Element, dataset: Dataset): Action {
    if (element.items) return 'K';
    const vr = element.vr ?? '';
    const { tag, length } = element;
    if (vr === 'UI' && !CLASS_UIDS.has(tag)) {
      const values = dataset.texts({ tag, vr: 'UI' });
      return values.every((uid) => uid === '' || uid.startsWith(STANDARD_ROOT)) ? 'K' : 'U';
    }
    const datesStay = DATES.has(vr) && this.profile.options.has('retain-full-dates');
    if (vr === 'UN') return 'X';
    if (UNNAMED_EMPTIED.has(vr) && !datesStay) return 'Z';
    if (!TEXT.has(vr) || length > TEXT_LIMIT) return 'K';
    const text = dataset.text({ tag, vr: 'LO' }) ?? '';
    if (vr === '' && DATE_OR_PERSON.test(text) && !datesStay) return 'Z';
    return namesSomeone(text, this.words) ? 'Z' : 'K';
  }

  private cleaned(element: Element, dataset: Dataset): readonly Uint8Array[] {
    if (element.items) return [];
    const text = dataset.text({ tag: element.tag, vr: 'LO' }) ?? '';
    const cleaned =
      DATES.has(element.vr ?? '') || /^[\d.:\\ ]*$/.test(text)
        ? text
            .split('\\')
            .map((value) => this.moved(element, value))
            .join('\\')
        : cleanDescription(text);
    return this.text(element, cleaned);
  }

  /** A date moved, a time as it is. */
  private moved(element: Element, value: string): string {
    const isTime = element.vr === 'TM' || (!element.vr && !/^\d{8}/.test(value));
    return isTime ? value : (this.pseudonyms.date(value, this.identity) ?? '');
  }

  private uids(dataset: Dataset, { tag }: Element): string {
    return dataset
      .texts({ tag, vr: 'UI' })
      .map((uid) => (uid === '' || uid.startsWith(STANDARD_ROOT) ? uid : this.pseudonyms.uid(uid)))
      .join('\\');
  }

  private sequence(element: Element, dataset: Dataset): readonly Uint8Array[] {
    const { littleEndian } = this.encoding;
    const items = dataset.items({ tag: element.tag, vr: 'SQ' });
    return [
      elementHeader(element.tag, 'SQ', UNDEFINED_LENGTH, this.encoding),
      ...items.flatMap((item) => [
        delimiter('item', littleEndian),
        this.level(item.raw, item),
        delimiter('item-end', littleEndian),
      ]),
      delimiter('sequence-end', littleEndian),
    ];
  }

  /** The element with its bytes as they were. */
  private raw(element: Element, source: DataSet): readonly Uint8Array[] {
    const { tag, vr = 'UN', dataOffset, length, hadUndefinedLength } = element;
    const bytes = source.byteArray.subarray(dataOffset, dataOffset + length);
    return [elementHeader(tag, vr, hadUndefinedLength ? UNDEFINED_LENGTH : length, this.encoding), bytes];
  }

  private dummy({ tag, vr, length }: Element): readonly Uint8Array[] {
    const bytes = dummyValue(tag, vr, Math.max(0, length));
    return [elementHeader(tag, vr ?? 'UN', bytes.length, this.encoding), bytes];
  }

  /** @param implied the representation where the file says none. */
  private text({ tag, vr }: Element, value: string, implied = 'LO'): readonly Uint8Array[] {
    const bytes = encodeText(value, vr ?? implied);
    return [elementHeader(tag, vr ?? 'UN', bytes.length, this.encoding), bytes];
  }
}

/** How the object is encoded, and the transfer syntax under which it is written again. */
function outputEncoding({ dataset, transferSyntax, name }: Instance): Encoding & { readonly syntax: string } {
  // The parser names sequences as such in implicit VR too.
  const plain = Object.values(dataset.raw.elements).filter(({ items }) => !items);
  const explicit = plain.every(({ vr }) => vr !== undefined);
  const littleEndian = transferSyntax !== TransferSyntax.explicitBigEndian;
  const { implicitLittleEndian, explicitLittleEndian, deflatedExplicitLittleEndian } = TransferSyntax;
  const native = [implicitLittleEndian, explicitLittleEndian, deflatedExplicitLittleEndian].some(
    (syntax) => syntax === transferSyntax,
  );
  if (!explicit && !native) throw new DicomError('held-encoding', { name });
  if (!native) return { explicit, littleEndian, syntax: transferSyntax };
  return { explicit, littleEndian, syntax: explicit ? explicitLittleEndian : implicitLittleEndian };
}

/**
 * Remove from an object what names the patient, by the Basic Application Level Confidentiality Profile and the chosen
 * options (PS3.15 annex E). Pixels and everything else that stays are copied byte for byte. Attributes that the
 * profile does not name stay unless they are free text, people, times, or repeat a word that names the patient.
 * @param secret see `DeidentificationProfile.secret`.
 * @returns the new file, or why the object is held back.
 */
export function deidentify(
  instance: Instance,
  profile: DeidentificationProfile,
  secret: string,
): Deidentified | Refusal {
  const held = holdReason(instance);
  if (held) return held;
  const { dataset, patient } = instance;
  const pseudonyms = new Pseudonyms(secret);
  const identity = patient.id || patient.name;
  const { syntax, ...encoding } = outputEncoding(instance);
  const rewriting = new Rewriting(dataset, identity, encoding, profile, pseudonyms);
  const uid = (value: string): string =>
    profile.options.has('retain-uids') || value === '' ? value : pseudonyms.uid(value);
  const sopInstanceUID = uid(instance.sopInstanceUID);
  const body = rewriting.level(dataset.raw, dataset, markElements(profile, encoding));
  return {
    bytes: concatenate([metaHeader(instance.sopClassUID, sopInstanceUID, syntax), body]),
    actions: rewriting.counts,
    patient: pseudonyms.patient(identity),
    studyInstanceUID: uid(instance.study.uid),
    seriesInstanceUID: uid(instance.series.uid),
    sopInstanceUID,
  };
}
