import { seriesRole, type PatientStudies } from '@calx/dicom';
import { diagnose } from '@calx/diagnosis';
import { factsWith, findingsOf, loadRelease, withProposals, type CaseFacts } from '@calx/knowledge';
import type { MeasureResult } from '@calx/lesion';
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
import { packOption, readFacts } from '../facts.ts';
import { filmOption, stackOption } from '../option-values.ts';
import { writeAll, type OutputFiles } from '../output.ts';
import { fullMask } from '../reading/full-mask.ts';
import { measureJson } from '../reading/answer.ts';
import { protocolOf } from '../reading/protocol.ts';
import { openPatient, seriesOf, uidOf, type CtSeries } from '../reading/study.ts';
import { firstProposals, measureStudy } from '../reading/whole-study.ts';
import { sampleTexts } from '../reading/sample.ts';
import { version } from '../version.ts';

export const read: CommandSpec = {
  name: 'read',
  text: 'read',
  arguments: [['<study>', 'study']],
  options: [
    { flags: '--facts <file>', text: 'facts' },
    { flags: '--at <x,y,z>', text: 'at' },
    { flags: '--stack <number>', text: 'stack' },
    { flags: '--film <uid:column,row>', text: 'film', repeated: true },
    { flags: '--pack <name>', text: 'pack' },
    { flags: '--out <dir>', text: 'out' },
  ],
  run: async (context, [path = ''], options) => {
    const pack = packOption(options['pack']);
    const given = typeof options['facts'] === 'string' ? await readFacts(context, options['facts']) : null;
    const patient = await openPatient(context, path);
    const { ct, ctResult, all } = await measureStudy(context, path, patient, {
      at: options['at'],
      films: filmOption(options['film']),
      stack: stackOption(options['stack']),
    });
    const facts = given ?? factsOf(patient);
    const findings = withProposals(findingsOf(facts), firstProposals(all));
    const { studies, patient: person } = patient;
    const [study] = studies;
    if (!study) throw new InputError('cli:error.nothingToMeasure', { path });
    const roles = Object.fromEntries(
      seriesOf(patient).map((series) => [series.key, seriesRole(series).role]),
    );
    const protocol = protocolOf(context, patient);
    const differential = diagnose(factsWith(facts, findings), loadRelease(), {
      ...pack,
      seriesRoles: Object.values(roles),
    });
    const reading: CaseReading = {
      facts,
      findings,
      study: { ...studySummary(person, study, roles), lacks: protocol.lacks },
      lesions: all.lesions,
      refusals: all.refusals.map((refusal) => ({ where: refusal.where, why: explain(context, refusal) })),
      notes: (all.notes ?? []).map((note) => explain(context, note)),
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
      protocol,
      ...measureJson(all, context),
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
    const images = { slices: ct.slices, geometry: ct.volume };
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
