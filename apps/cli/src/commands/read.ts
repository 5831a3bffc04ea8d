import { seriesRole, stacksOf, type PatientStudies, type Vec3 } from '@calx/dicom';
import { diagnose } from '@calx/diagnosis';
import { factsWith, findingsOf, loadRelease, withProposals, type CaseFacts } from '@calx/knowledge';
import type { LesionProposal, LesionVoxels, MeasureResult, MrRequest } from '@calx/lesion';
import {
  composeReport,
  renderHtml,
  renderText,
  studySummary,
  writeFhir,
  writeSegmentation,
  writeStructuredReport,
  type Authorship,
  type CaseReading,
} from '@calx/report';
import { findBrowser, printPdf } from '@calx/report/node';
import type { CommandSpec } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { differentialJson } from '../differential.ts';
import { explain } from '../explain.ts';
import { exit, InputError } from '../exit.ts';
import { packOption, pointOption, readFacts } from '../facts.ts';
import { writeAll, type OutputFiles } from '../output.ts';
import { fullMask } from '../reading/full-mask.ts';
import { measureJson, type AnyResult } from '../reading/answer.ts';
import { measured } from '../reading/measured.ts';
import { measuredMr, mrSeriesOf } from '../reading/mr.ts';
import {
  ctVolume,
  largestCt,
  openPatient,
  seriesOf,
  targetOf,
  uidOf,
  type CtSeries,
} from '../reading/study.ts';
import { sampleTexts } from '../reading/sample.ts';
import { version } from '../version.ts';

export const read: CommandSpec = {
  name: 'read',
  text: 'read',
  arguments: [['<study>', 'study']],
  options: [
    { flags: '--facts <file>', text: 'facts' },
    { flags: '--at <x,y,z>', text: 'at' },
    { flags: '--pack <name>', text: 'pack' },
    { flags: '--out <dir>', text: 'out' },
  ],
  run: async (context, [path = ''], options) => {
    const at = pointOption('--at', options['at']);
    const pack = packOption(options['pack']);
    const given = typeof options['facts'] === 'string' ? await readFacts(context, options['facts']) : null;
    const patient = await openPatient(context, path);
    const { ct, ctResult, mrResult } = await measureBoth(context, path, patient, at);
    const result = joined(ctResult, mrResult);
    const facts = given ?? factsOf(patient);
    const findings = withProposals(findingsOf(facts), proposalsOf(ctResult, mrResult));
    const differential = diagnose(factsWith(facts, findings), loadRelease(), pack);
    const { studies, patient: person } = patient;
    const [study] = studies;
    if (!study) throw new InputError('cli:error.nothingToMeasure', { path });
    const roles = Object.fromEntries(
      seriesOf(patient).map((series) => [series.key, seriesRole(series).role]),
    );
    const reading: CaseReading = {
      facts,
      findings,
      study: studySummary(person, study, roles),
      lesions: result.lesions,
      refusals: result.refusals.map((refusal) => ({ where: refusal.where, why: explain(context, refusal) })),
      differential: {
        ...differential,
        alarms: differential.alarms.map(({ because: _because, ...alarm }) => alarm),
      },
      ...sampleTexts(context, facts),
    };
    const report = composeReport(reading, context.lang);
    const document = {
      study: {
        uid: study.uid,
        date: study.date,
        description: study.description,
        series: seriesOf(patient).map((series) => ({
          uid: uidOf(series),
          modality: series.modality,
          description: series.description,
          images: series.instances.length,
          role: roles[series.key],
        })),
      },
      ...measureJson(result, context),
      findings,
      differential: differentialJson(differential, context),
      report,
    };
    const out = options['out'];
    if (typeof out === 'string') {
      const files = await outputs(context, reading, ctResult, ct);
      await writeAll(out, files);
      context.say(context.t('cli:read.written', { path: out, files: Object.keys(files).join(', ') }));
    }
    context.answer(document, () => renderText(report));
    return exit.done;
  },
};

const nothing: MeasureResult = { lesions: [], voxels: [], refusals: [] };

interface Measured {
  readonly ct: CtSeries | null;
  readonly ctResult: MeasureResult;
  readonly mrResult: AnyResult;
}

/** The CT of the study and its MR: on the MR the lesion of the CT, carried over, or the click where there is no CT. */
async function measureBoth(
  context: Context,
  path: string,
  patient: PatientStudies,
  at: Vec3 | undefined,
): Promise<Measured> {
  const { kind } = targetOf(path, patient, undefined);
  const series = kind === 'ct' ? largestCt(patient) : undefined;
  const ct = series ? await ctVolume(series) : null;
  const ctResult = ct ? await measured(context, ct, { at }) : nothing;
  if (mrSeriesOf(patient).length === 0) return { ct, ctResult, mrResult: nothing };
  const [lesion] = ctResult.voxels;
  const carried = ct && lesion ? { carried: carriedFrom(ct, lesion) } : {};
  const mrResult = await measuredMr(context, patient, ct ? carried : { at });
  return { ct, ctResult, mrResult };
}

function carriedFrom({ series, volume }: CtSeries, voxels: LesionVoxels): NonNullable<MrRequest['carried']> {
  const frameOfReference = series.instances[0]?.frameOfReferenceUID ?? '';
  return { geometry: volume, mask: fullMask(volume, voxels), frameOfReference, name: series.name };
}

function joined(ct: MeasureResult, mr: AnyResult): AnyResult {
  return { lesions: [...ct.lesions, ...mr.lesions], refusals: [...ct.refusals, ...mr.refusals] };
}

/** Proposals of the first lesion on each modality; the vocabulary gives each its own variables. */
function proposalsOf(...results: readonly AnyResult[]): readonly LesionProposal[] {
  return results.flatMap(({ lesions }) => lesions[0]?.proposals ?? []);
}

/** What the headers say of the patient, where no facts are given. */
function factsOf({ patient }: PatientStudies): CaseFacts {
  return {
    ...(patient.age === undefined ? {} : { age: patient.age }),
    ...(patient.sex === 'F' || patient.sex === 'M' ? { sex: patient.sex } : {}),
    findings: {},
  };
}

/** Every output file; all are made before the first is written. */
async function outputs(
  context: Context,
  reading: CaseReading,
  result: MeasureResult,
  ct: CtSeries | null,
): Promise<OutputFiles> {
  const report = composeReport(reading, context.lang);
  const html = renderHtml(report, reading.study ? { study: reading.study } : {});
  const authorship: Authorship = { written: new Date(), version };
  const files: Record<string, string | Uint8Array> = {
    'report.html': html,
    'fhir.json': `${JSON.stringify(writeFhir(reading, report, authorship.written), null, 2)}\n`,
  };
  if (findBrowser()) files['report.pdf'] = await printPdf(html);
  else context.say(context.t('cli:error.noChromium'));
  if (ct && result.lesions.length > 0) {
    const stack = stacksOf(ct.series.instances).find(({ localizer }) => !localizer);
    const images = { slices: stack?.slices ?? [], geometry: ct.volume };
    const segments = result.voxels.map((voxels, n) => ({
      mask: fullMask(ct.volume, voxels),
      label: context.t('cli:read.segment', { number: n + 1 }),
    }));
    const segmentation = writeSegmentation(images, segments, authorship);
    files['seg.dcm'] = segmentation.bytes;
    files['sr.dcm'] = writeStructuredReport(
      { images, reading: { ...reading, lesions: result.lesions }, segmentation, lang: context.lang },
      authorship,
    );
  }
  return files;
}
