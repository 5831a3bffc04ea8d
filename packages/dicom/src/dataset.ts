import type { DataSet, Element } from 'dicom-parser';
import { decodeText } from './charset.ts';
import { Tag, type Attribute } from './tags.ts';

const TEXT_VRS: ReadonlySet<string> = new Set(['LT', 'ST', 'UT']);
const NUMBER_SIZES: Readonly<Record<string, number>> = { US: 2, SS: 2, UL: 4, FL: 4, FD: 8 };

/** A data set with values typed by attribute and text in the character set of its level. */
export class Dataset {
  private readonly source: DataSet;
  private readonly charsets: readonly string[];

  constructor(source: DataSet, inherited: readonly string[] = []) {
    this.source = source;
    this.charsets = inherited;
    const own = this.text(Tag.SpecificCharacterSet);
    if (own !== undefined) this.charsets = this.texts(Tag.SpecificCharacterSet);
  }

  /** The raw element: where its bytes lie, fragments of encapsulated pixel data. */
  element(attribute: Attribute): Element | undefined {
    return this.source.elements[attribute.tag];
  }

  has(attribute: Attribute): boolean {
    return (this.element(attribute)?.length ?? 0) > 0;
  }

  /** Bytes of the element as stored. */
  bytes(attribute: Attribute): Uint8Array | undefined {
    const element = this.element(attribute);
    if (!element || element.length <= 0) return undefined;
    return this.source.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  }

  /** All bytes of the file (inflated where it was deflated). */
  get fileBytes(): Uint8Array {
    return this.source.byteArray;
  }

  /** The parser's own data set, for its fragment helpers. */
  get raw(): DataSet {
    return this.source;
  }

  /** The whole value as text, trimmed; undefined where absent or empty. */
  text(attribute: Attribute): string | undefined {
    const bytes = this.bytes(attribute);
    if (!bytes) return undefined;
    const end = bytes.indexOf(0) === bytes.length - 1 ? bytes.length - 1 : bytes.length;
    const value = decodeText(bytes.subarray(0, end), this.charsets, attribute.vr === 'PN').replaceAll(
      '\0',
      '',
    );
    const trimmed = TEXT_VRS.has(attribute.vr) ? value.trimEnd() : value.trim();
    return trimmed === '' ? undefined : trimmed;
  }

  /** The values of a multi-valued text element; empty values stay as ''. */
  texts(attribute: Attribute): readonly string[] {
    return (
      this.text(attribute)
        ?.split('\\')
        .map((value) => value.trim()) ?? []
    );
  }

  /** The numbers of a DS, IS, US, SS, UL, FL or FD element; what is not a number is left out. */
  numbers(attribute: Attribute): readonly number[] {
    if (attribute.vr === 'DS' || attribute.vr === 'IS') {
      return this.texts(attribute)
        .filter((value) => value !== '')
        .map(Number)
        .filter(Number.isFinite);
    }
    const element = this.element(attribute);
    const vr = element?.vr && element.vr in NUMBER_SIZES ? element.vr : attribute.vr;
    const size = NUMBER_SIZES[vr];
    if (!element || !size) return [];
    const values: number[] = [];
    for (let i = 0; i < Math.floor(element.length / size); i++) {
      const value = this.binary(attribute.tag, vr, i);
      if (value !== undefined) values.push(value);
    }
    return values;
  }

  number(attribute: Attribute): number | undefined {
    return this.numbers(attribute)[0];
  }

  /** The items of a sequence, each with the character set of this level unless it names its own. */
  items(attribute: Attribute): readonly Dataset[] {
    const items: Dataset[] = [];
    for (const item of this.element(attribute)?.items ?? []) {
      if (item.dataSet) items.push(new Dataset(item.dataSet, this.charsets));
    }
    return items;
  }

  item(attribute: Attribute): Dataset | undefined {
    return this.items(attribute)[0];
  }

  private binary(tag: string, vr: string, index: number): number | undefined {
    switch (vr) {
      case 'US':
        return this.source.uint16(tag, index);
      case 'SS':
        return this.source.int16(tag, index);
      case 'UL':
        return this.source.uint32(tag, index);
      case 'FL':
        return this.source.float(tag, index);
      default:
        return this.source.double(tag, index);
    }
  }
}
