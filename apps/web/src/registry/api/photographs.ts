import { get, part, put, upload } from './http.ts';

export const PHOTOGRAPH_KINDS = ['specimen', 'slide', 'key-image', 'other'] as const;
export type PhotographKind = (typeof PHOTOGRAPH_KINDS)[number];

/** An arrow with its letter; places as shares of the picture's width and height, from the tail to the tip. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly toX: number;
  readonly toY: number;
  readonly letter: string;
}

/** What a person says of a photograph; the picture itself never changes. */
export interface PhotographText {
  readonly kind: PhotographKind;
  readonly caption: string;
  readonly marks: readonly Mark[];
  readonly removed?: boolean;
}

export interface Photograph extends PhotographText {
  readonly id: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly version: number;
  readonly by: string;
  readonly at: string;
}

export interface PhotographsAdded {
  readonly photographs: readonly Photograph[];
  readonly refused: readonly {
    readonly name: string;
    readonly code: string;
    readonly params?: Readonly<Record<string, unknown>>;
  }[];
}

const root = (id: string): string => `/cases/${part(id)}/photographs`;

export const fetchPhotographs = async (id: string): Promise<readonly Photograph[]> =>
  (await get<{ photographs: readonly Photograph[] }>(root(id))).photographs;
export const addPhotographs = (
  id: string,
  kind: PhotographKind,
  files: readonly File[],
): Promise<PhotographsAdded> =>
  upload(
    `${root(id)}?kind=${kind}`,
    {},
    files.map((file) => ['files', file]),
  );
export const changePhotograph = (
  id: string,
  { id: photo, version }: Photograph,
  text: PhotographText,
): Promise<{ version: number }> => put(`${root(id)}/${part(photo)}`, version, text);
/** Address of the picture in a form that a browser shows. */
export const photographUrl = ({ id, type }: Photograph): string =>
  `/api/photographs/${part(id)}${type === 'image/tiff' ? '?as=png' : ''}`;
