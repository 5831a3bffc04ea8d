import type { Instance } from '../instance.ts';
import { refusal, type Refusal } from '../errors.ts';
import { Tag } from '../tags.ts';

/** Objects made by the modality itself, whose pixels rarely carry text, PS3.4 B.5. */
const ACQUIRED: ReadonlySet<string> = new Set(
  [
    '1', // Computed Radiography
    '1.1', // Digital X-Ray, for presentation
    '1.1.1', // Digital X-Ray, for processing
    '2', // CT
    '2.1', // Enhanced CT
    '2.2', // Legacy Converted Enhanced CT
    '4', // MR
    '4.1', // Enhanced MR
    '4.4', // Legacy Converted Enhanced MR
    '12.1', // X-Ray Angiographic
    '12.2', // X-Ray Radiofluoroscopic
    '20', // Nuclear Medicine
    '66.4', // Segmentation
    '128', // Positron Emission Tomography
    '130', // Enhanced PET
  ].map((suffix) => `1.2.840.10008.5.1.4.1.1.${suffix}`),
);
const SCREEN = /SCREEN\s?SAVE|DOSE_INFO/;

/**
 * Why an object must not leave although its header can be cleaned: burned-in text, a face, or content that a rule
 * over attributes can't judge (documents, reports, captured screens); undefined where nothing speaks against it.
 */
export function holdReason(instance: Instance): Refusal | undefined {
  const { name, dataset, sopClassUID, hasPixels, image } = instance;
  const burned = dataset.text(Tag.BurnedInAnnotation)?.toUpperCase();
  if (burned === 'YES') return refusal(name, 'held-burned-in', { name });
  if (dataset.text(Tag.RecognizableVisualFeatures)?.toUpperCase() === 'YES')
    return refusal(name, 'held-recognizable', { name });
  const captured = image !== undefined && SCREEN.test(image.type.join('\\').toUpperCase());
  if (!image || !hasPixels || captured) return refusal(name, 'held-content', { name });
  if (!ACQUIRED.has(sopClassUID) && burned !== 'NO') return refusal(name, 'held-captured', { name });
  return undefined;
}
