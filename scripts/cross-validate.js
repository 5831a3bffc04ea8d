// Chooses the engine's fitted parameters by nested cross-validation on the coded published cases of both packs.
// Each case is judged with itself left out of the knowledge, under every setting of the grid; in each outer fold the
// setting with the least log loss on the other folds judges the fold. Run after `npm run build`:
//   node scripts/cross-validate.js
import { evaluate } from '@calx/diagnosis';
import { loadRelease } from '@calx/knowledge';

const FOLDS = 5;
const GRID = {
  temperature: [0.75, 0.85, 0.95],
  background_strength: [0.1, 0.3],
  case_prior_strength: [2, 4],
  repeat: [0.7, 0.8, 0.9],
};

/** Every combination of the grid's values. */
function settings() {
  return Object.entries(GRID).reduce(
    (list, [key, values]) => list.flatMap((entry) => values.map((value) => ({ ...entry, [key]: value }))),
    [{}],
  );
}

function withParameters(release, { repeat, ...others }) {
  const parameters = JSON.parse(JSON.stringify(release.engine.parameters));
  for (const [key, value] of Object.entries(others)) parameters[key].value = value;
  const usual = Math.max(...parameters.dependence.map((group) => group.repeat.value));
  for (const group of parameters.dependence) if (group.repeat.value === usual) group.repeat.value = repeat;
  return { ...release, engine: { ...release.engine, parameters } };
}

function judged(release, pack) {
  const cases = release.cases.filter((facts) => facts.pack === pack);
  return evaluate(cases, release, { pack, leaveOneOut: true }).perCase;
}

const loss = ({ probability }) => -Math.log(Math.max(1e-12, probability));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const release = loadRelease();
const runs = settings().map((setting) => {
  const changed = withParameters(release, setting);
  return { setting, cases: Object.keys(release.packs).flatMap((pack) => judged(changed, pack)) };
});
const count = runs[0].cases.length;
const chosen = Array.from({ length: FOLDS }, (_, fold) => {
  const inside = (index) => index % FOLDS !== fold;
  const score = ({ cases }) => mean(cases.filter((_, index) => inside(index)).map(loss));
  return runs.reduce((best, run) => (score(run) < score(best) ? run : best));
});
const nested = Array.from({ length: count }, (_, index) => chosen[index % FOLDS].cases[index]);

for (const [fold, { setting }] of chosen.entries()) {
  console.log(`fold ${fold + 1}: ${JSON.stringify(setting)}`);
}
for (const pack of Object.keys(release.packs)) {
  const own = nested.filter((entry) => entry.pack === pack);
  const part = (limit) => ((100 * own.filter(({ rank }) => rank <= limit).length) / own.length).toFixed(0);
  console.log(
    `${pack}: n ${own.length}, first ${part(1)} %, within three ${part(3)} %, log loss ${mean(own.map(loss)).toFixed(3)}`,
  );
}
const best = [...runs].sort((a, b) => mean(a.cases.map(loss)) - mean(b.cases.map(loss)))[0];
console.log(`all cases: ${JSON.stringify(best.setting)}, log loss ${mean(best.cases.map(loss)).toFixed(3)}`);
