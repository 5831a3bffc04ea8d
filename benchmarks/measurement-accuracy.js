// Truth against what is measured, for every CT phantom over several seeds of noise, and for balls of known volume over
// sizes, densities, voxels, noise and blur. Prints the tables of docs/measurement-accuracy.md:
// `npm run accuracy -- [seeds]`. Needs `npm run build:types`.
import { ballScene, ctVolume, listPhantoms, rasterise, sceneOf, truthOf } from '@calx/phantom';
import { measureLesions } from '@calx/lesion';

const seeds = Number(process.argv[2] ?? 5);
/** Steps between seeds of noise, so that they share none. */
const SEED_STEP = 1009;

const volumeOf = (scene, raster) => ({
  ...scene.geometry,
  data: ctVolume(scene, raster),
  quantity: 'HU',
  seriesUID: scene.name,
  modality: 'CT',
});
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
const table = (...heads) => {
  row(heads);
  row(heads.map(() => '---'));
};
const range = (values) => {
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.length === 0) return 'none';
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const text = (value) => String(Math.round(value * 100) / 100);
  return low === high ? text(low) : `${text(low)} to ${text(high)}`;
};
const share = (right, of) => (right === of ? 'all' : `**${right} of ${of}**`);
const says = (lesion, variable) => lesion.proposals.find((found) => found.variable === variable)?.value;

const withLesion = listPhantoms().filter(({ name }) => sceneOf(name).lesions.length > 0);
const without = listPhantoms().filter(({ name }) => sceneOf(name).lesions.length === 0);

console.log(`## Phantoms, ${seeds} seeds of noise, with one click and without\n`);
table(
  'phantom',
  'found',
  'volume error, %',
  'truth in bounds',
  'nodules (truth)',
  'confluence',
  'distance to bone, mm (truth)',
  'touches bone',
  'bone change',
  'level',
  'zonality',
  'cleft',
  'joint, mm',
);
for (const { name } of withLesion) {
  const scene = sceneOf(name);
  const raster = rasterise(scene);
  const [truth] = truthOf(scene, raster).lesions;
  const runs = [];
  for (let n = 0; n < seeds; n += 1) {
    const volume = volumeOf({ ...scene, seed: scene.seed + n * SEED_STEP }, raster);
    for (const request of [{ at: truth.at }, {}]) runs.push(measureLesions(volume, request).lesions);
  }
  const lesions = runs.map(([first]) => first).filter((lesion) => lesion !== undefined);
  const right = (test) => share(lesions.filter(test).length, lesions.length);
  const errors = lesions.map(({ mineral }) => 100 * (mineral.volume.value / truth.mineralVolume - 1));
  row([
    name,
    share(runs.filter((found) => found.length === 1).length, runs.length),
    range(errors),
    right(
      ({ mineral: { volume } }) => volume.low <= truth.mineralVolume && volume.high >= truth.mineralVolume,
    ),
    `${range(lesions.map(({ nodules }) => nodules.count))} (${truth.nodules})`,
    right(({ confluence }) => confluence === truth.confluence),
    `${range(lesions.map(({ bone }) => bone.distance))} (${range([truth.boneDistance])})`,
    right(({ bone }) => bone.touches === truth.touchesBone),
    [...new Set(lesions.map(({ bone }) => bone.change?.kind ?? 'none'))].join(', '),
    right(({ fluidLevel }) => fluidLevel === truth.fluidLevel),
    right(({ zonality }) => zonality === truth.zonality),
    right((lesion) => (says(lesion, 'lucent_cleft_to_cortex') === 'yes') === truth.cleft),
    range(lesions.map(({ joint }) => joint.distance)),
  ]);
}

console.log('\n## Without a lesion\n');
table('phantom', 'proposed');
for (const { name } of without) {
  const scene = sceneOf(name);
  const raster = rasterise(scene);
  const counts = Array.from(
    { length: seeds },
    (_, n) => measureLesions(volumeOf({ ...scene, seed: scene.seed + n * SEED_STEP }, raster)).lesions.length,
  );
  row([name, range(counts)]);
}

/** Voxels (mm), noise (HU) and blur (mm, full width at half maximum) that a ball is imaged with. */
const settings = [
  { spacing: [0.7, 0.7, 1], noise: 20, blur: 0.9 },
  { spacing: [0.7, 0.7, 1], noise: 10, blur: 0.9 },
  { spacing: [0.7, 0.7, 1], noise: 40, blur: 0.9 },
  { spacing: [0.7, 0.7, 1], noise: 20, blur: 0 },
  { spacing: [0.7, 0.7, 1], noise: 20, blur: 1.8 },
  { spacing: [0.5, 0.5, 3], noise: 20, blur: 0.9 },
  { spacing: [1, 1, 5], noise: 20, blur: 0.9 },
];
const diameters = [10, 15, 20, 40, 100];

console.log(`\n## Balls of 650 HU: worst error of the volume in %, over ${seeds} seeds\n`);
table('voxel, noise, blur', ...diameters.map((mm) => `${mm} mm`));
for (const { spacing, noise, blur } of settings) {
  const cells = diameters.map((diameter) => {
    const made = ballScene(diameter / 2, 1);
    const size = spacing.map((step) => Math.ceil((diameter + 24) / step));
    const geometry = {
      ...made.geometry,
      spacing,
      size,
      origin: size.map((count, axis) => (-(count - 1) * spacing[axis]) / 2),
    };
    const scene = { ...made, geometry, noise, blur };
    const raster = rasterise(scene);
    const truth = (4 / 3) * Math.PI * (diameter / 2) ** 3;
    let worst = 0;
    let outside = 0;
    for (let n = 0; n < seeds; n += 1) {
      const volume = volumeOf({ ...scene, seed: 1 + n * SEED_STEP }, raster);
      const found = measureLesions(volume, { at: scene.lesions[0].at }).lesions[0]?.mineral.volume;
      const error = 100 * ((found?.value ?? 0) / truth - 1);
      if (Math.abs(error) > Math.abs(worst)) worst = error;
      if (!found || found.low > truth || found.high < truth) outside += 1;
    }
    const text = worst.toFixed(2);
    return `${Math.abs(worst) > 2 ? `**${text}**` : text}${outside > 0 ? `, ${outside} outside its bounds` : ''}`;
  });
  row([`${spacing.join(' x ')} mm, ${noise} HU, ${blur} mm`, ...cells]);
}
