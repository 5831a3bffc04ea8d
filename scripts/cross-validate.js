// Chooses the engine's fitted parameters by nested cross-validation on the coded published cases of both packs.
// Each case is judged with itself left out of the knowledge, under every setting of the grid; in each outer fold the
// setting with the least log loss on the other folds judges the fold: one temperature for each pack, the rest in
// common. Run after `npm run build`:
//   node scripts/cross-validate.js
import { evaluate } from '@calx/diagnosis';
import { loadRelease } from '@calx/knowledge';

const FOLDS = 5;
const TEMPERATURES = [0.65, 0.75, 0.85, 0.95, 1.05];
const GRID = {
  form_sharpness: [1, 1.5],
  presentation_weight: [0, 0.3, 0.5],
  repeat: [0.7, 0.8, 0.9],
};

/** Every combination of the grid's values. */
function settings() {
  return Object.entries(GRID).reduce(
    (list, [key, values]) => list.flatMap((entry) => values.map((value) => ({ ...entry, [key]: value }))),
    [{}],
  );
}

function withParameters(release, temperature, { repeat, ...others }) {
  const parameters = JSON.parse(JSON.stringify(release.engine.parameters));
  parameters.temperature = { value: temperature, packs: {} };
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
const packs = Object.keys(release.packs);
/** By setting: its judged cases by temperature and pack. */
const runs = settings().map((setting) => ({
  setting,
  judged: TEMPERATURES.map((temperature) => {
    const changed = withParameters(release, temperature, setting);
    return { temperature, cases: packs.map((pack) => judged(changed, pack)) };
  }),
}));

/** The setting and its temperatures with the least summed loss on the cases that count. */
function choose(counts) {
  const lossOf = (cases) =>
    cases
      .filter((_, index) => counts(index))
      .map(loss)
      .reduce((a, b) => a + b, 0);
  const tuned = runs.map(({ setting, judged: byTemperature }) => {
    const best = packs.map((_, pack) =>
      byTemperature
        .map(({ temperature, cases }) => ({ temperature, cases: cases[pack], lost: lossOf(cases[pack]) }))
        .reduce((a, b) => (b.lost < a.lost ? b : a)),
    );
    return { setting, best, lost: best.reduce((sum, { lost }) => sum + lost, 0) };
  });
  return tuned.reduce((a, b) => (b.lost < a.lost ? b : a));
}

const say = ({ setting, best }) =>
  `${JSON.stringify(setting)}, temperature ${best.map(({ temperature }, i) => `${packs[i]} ${temperature}`).join(', ')}`;
const chosen = Array.from({ length: FOLDS }, (_, fold) => choose((index) => index % FOLDS !== fold));
for (const [fold, choice] of chosen.entries()) console.log(`fold ${fold + 1}: ${say(choice)}`);
for (const [place, pack] of packs.entries()) {
  const count = chosen[0].best[place].cases.length;
  const own = Array.from({ length: count }, (_, index) => chosen[index % FOLDS].best[place].cases[index]);
  const part = (limit) => ((100 * own.filter(({ rank }) => rank <= limit).length) / own.length).toFixed(0);
  console.log(
    `${pack}: n ${own.length}, first ${part(1)} %, within three ${part(3)} %, log loss ${mean(own.map(loss)).toFixed(3)}`,
  );
}
console.log(`all cases: ${say(choose(() => true))}`);
