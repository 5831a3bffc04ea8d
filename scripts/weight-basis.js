// What the engine's weights rest on, as Markdown for docs/accuracy.md: over the published cases of each pack, the
// weights of every diagnosis by grade, and the patients behind them by what they come from. Run after `npm run build`:
//   node scripts/weight-basis.js
import { diagnose } from '@calx/diagnosis';
import { loadRelease } from '@calx/knowledge';

const PARTS = ['counted', 'cases', 'words', 'cited', 'assumed', 'background'];
const GRADES = ['counted', 'stated', 'assumed'];
/** A weight that moves a probability noticeably: odds by a quarter. */
const TELLING_DECIBANS = 1;

const release = loadRelease();
const percent = (part, whole) => `${Math.round((100 * part) / whole)} %`;
const row = (cells) => `| ${cells.join(' | ')} |`;

function basisOf(pack, least) {
  const grades = Object.fromEntries(GRADES.map((grade) => [grade, 0]));
  const parts = Object.fromEntries(PARTS.map((part) => [part, 0]));
  let weights = 0;
  for (const facts of release.cases.filter((entry) => entry.pack === pack)) {
    for (const weight of diagnose(facts, release, { pack }).differential.flatMap(
      (ranked) => ranked.weights,
    )) {
      if (Math.abs(weight.decibans) < least) continue;
      weights++;
      grades[weight.grade]++;
      for (const part of PARTS) parts[part] += weight.basis[part];
    }
  }
  const patients = PARTS.reduce((sum, part) => sum + parts[part], 0);
  return [
    String(weights),
    ...GRADES.map((grade) => percent(grades[grade], weights)),
    ...PARTS.map((part) => percent(parts[part], patients)),
  ];
}

console.log(row(['pack', 'weights', '', ...GRADES, ...PARTS]));
console.log(row(Array(3 + GRADES.length + PARTS.length).fill('---')));
for (const pack of Object.keys(release.packs)) {
  for (const [name, least] of [
    ['all', 0],
    [`of ${TELLING_DECIBANS} dB and more`, TELLING_DECIBANS],
  ]) {
    const [weights, ...rest] = basisOf(pack, least);
    console.log(row([pack, name, weights, ...rest]));
  }
}
