import type { Vec3 } from '@calx/dicom';

const corners: readonly Vec3[] = [
  [0, 0, 0],
  [1, 0, 0],
  [1, 1, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 0, 1],
  [1, 1, 1],
  [0, 1, 1],
];
/** Edges by their two corners. */
export const edges: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 0],
  [4, 5],
  [5, 6],
  [6, 7],
  [7, 4],
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
];
/** Twice the offset from the cube's corner (i, j, k) to the middle of each edge, along i, j and k. */
export const edgeMiddles = Int8Array.from(
  edges.flatMap(([p, q]) => [0, 1, 2].map((axis) => Number(corners[p]?.[axis]) + Number(corners[q]?.[axis]))),
);

/** The middle of an edge of the unit cube. */
export function edgeMiddle(edge = 0): Vec3 {
  return [0, 1, 2].map((axis) => (edgeMiddles[3 * edge + axis] as number) / 2) as unknown as Vec3;
}

/** The area of a triangle as a vector along its normal. */
export function normalOf(a: Vec3, b: Vec3, c: Vec3): Vec3 {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return [(uy * vz - uz * vy) / 2, (uz * vx - ux * vz) / 2, (ux * vy - uy * vx) / 2];
}

/**
 * The triangles of each pattern, three edges (hexadecimal) each: written out, for finding them anew takes longer than
 * measuring most surfaces does. cube-patterns.fixture.ts says how they are found.
 */
const triangles = [
  ' 308 019 318198 12a 30812a 0292a9 3282a8a98 23b 20b08b 23b019 21b19b98b 13a3ba 10a08a8ba 0393b9ba9 ',
  '98a8ba 478 307047 019478 317197947 12a478 30704712a 0292a9478 3272a9297947 23b478 20424b47b 23b019478 ',
  '21b19b94b47b 13a3ba478 10a04707a7ba 0393b9ba9478 4797b9ba9 549 308549 014154 315358548 12a549 30812a549 ',
  '0242a4a54 3282a8a58548 23b549 20b08b549 23b014154 21b15414b48b 13a3ba549 10a08a8ba549 0343ba3a4a54 ',
  '54a48a8ba 579789 305095357 018157178 317157 12a579789 30509535712a 0282a8a58578 3252a5357 23b579789 ',
  '20b09b95b57b 23b018157178 21b15717b 13a3ba579789 10a09505707a7ba 03b0ba0a8a58578 57a7ba 65a 30865a ',
  '01965a 31819865a 125265 308125265 026069659 328265258598 23b65a 20b08b65a 23b01965a 21b19b98b65a ',
  '1353b5b65 10508b0b5b65 0393b9b69659 65b59b98b 47865a 30704765a 01947865a 31719794765a 125265478 ',
  '307047125265 026069659478 327269659297947 23b47865a 20424b47b65a 23b01947865a 21b19b94b47b65a ',
  '1353b5b65478 10504b47b0b5b65 0393b9b69659478 4797b9b69659 64a49a 30864a49a 0161a6064 3181a8a68648 ',
  '129264249 308129264249 024264 328264248 23b64a49a 20b08b64a49a 23b0161a6064 21b1a616414b48b ',
  '1393b9b69649 10818b1b9b69649 0363b6064 64b48b 67a78a89a 30709a0a7a67 0181a8a68678 3171a7a67 ',
  '129267279789 307096912926067 026068678 327267 23b67a78a89a 20b09b9a7a6797b 23b0181a8a68678 21b1a7a6717b ',
  '1393b9b69678689 10967b 0363b6068678 67b 76b 30876b 01976b 31819876b 12a76b 30812a76b 0292a976b ',
  '3282a8a9876b 236376 206086876 236376019 216198186876 13717a76a 10a08a87a76a 0393763696a9 7686a8a98 ',
  '4686b8 30b04606b 0194686b8 31b19b94b46b 12a4686b8 30b04606b12a 0292a94686b8 32a3a939b94b46b 234384246 ',
  '206046 234384246019 214194246 13a38a84a46a 10a04606a 0393843463696a9 4696a9 54976b 30854976b 01415476b ',
  '31535854876b 12a54976b 30812a54976b 0242a4a5476b 3282a8a5854876b 236376549 206086876549 236376014154 ',
  '216158548186876 13717a76a549 10a08a87a76a549 03437a76a3a4a54 54a48a87a76a 5696b9b89 30b09b95b56b ',
  '0181561686b8 31535b56b 12a5696b9b89 30b09b95b56b12a 0282a8a5856b5b8 3252a535b56b 236389396956 206096956 ',
  '236385801815356 216156 13a38a89695686a 10a09695606a 03856a 56a 75b5ab 30875b5ab 01975b5ab 31819875b5ab ',
  '1272b7175 3081272b7175 0292b9b79759 3282b7275258598 23a37535a 20a08a87a75a 23a37535a019 21929828a87a75a ',
  '135375 107087175 039375359 758598 4585a8ab8 30b04505b5ab 0194585a8ab8 31b19b94b45a4ab 1252b8285845 ',
  '30b04b45141b12b 0292b9b85845b59 32b459 23a38a84a45a 20424a45a 23a38a84a45a019 21419424a45a 135385845 ',
  '105045 039385845359 459 74b49b9ab 30874b49b9ab 0141ab1b4b74 3181a8ab4b74a48 1292b9b79749 ',
  '3081292b9b79749 0242b4b74 3282b4b74248 23a37434a49a 20a08a87a74979a 23a37a74070a01a 21a748 137179749 ',
  '107087179749 034374 748 89b9ab 30b09b9ab 0181a8ab8 31b1ab 1292b9b89 30b09b91b12b 0282b8 32b 23a38a89a ',
  '20a09a 23a38a80a01a 21a 139389 109 038 ',
]
  .join('')
  .split(' ');

const cuts: (readonly number[] | undefined)[] = triangles.map(() => undefined);

/**
 * Triangles of one of the 256 patterns of inside corners, as triples of edges. On an ambiguous face the inside corners
 * are kept apart, the same way on both cubes, so that the mesh closes. Lorensen WE, Cline HE 1987,
 * doi:10.1145/37402.37422.
 */
export function trianglesOf(pattern: number): readonly number[] {
  return (cuts[pattern] ??= Array.from(triangles[pattern] ?? '', (edge) => Number.parseInt(edge, 16)));
}
