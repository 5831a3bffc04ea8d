/** English texts by code: equal to `knowledge/text/en/dicom.yaml` (a test compares them). */
export const MESSAGES = {
  'no-dicom':
    'No DICOM image was found in {{name}} ({{files}} files looked at); choose the folder that holds the images of one patient.',
  'not-found': '{{name}} does not exist or cannot be opened; check the path.',
  'not-dicom': '{{name}} is not a DICOM file; choose the original file from the scanner or PACS.',
  'not-an-image': '{{name}} holds no image ({{modality}}); choose an image of the same study.',
  truncated:
    '{{name}} is cut short (data ends after {{bytes}} bytes); copy or send the file again from its source.',
  malformed: '{{name}} cannot be parsed as DICOM at byte {{offset}}; export the file again from its source.',
  'too-large': '{{name}} is larger than the limit of {{limit}} bytes; leave it out or raise the limit.',
  'too-many-files':
    'There are more than {{limit}} files in {{name}}; choose the folder of one study or raise the limit.',
  'too-deep': 'Folders in {{name}} are nested deeper than {{limit}} levels; choose the folder of one study.',
  'several-patients':
    'The images of {{count}} patients are in one place; open the images of one patient at a time.',
  cancelled: 'Reading was stopped before it was complete.',
  'no-pixel-data': '{{name}} has no pixel data; send the image again with its pixels.',
  'pixel-data-short':
    'The pixel data of {{name}} holds {{found}} of {{expected}} bytes; copy or send the file again from its source.',
  'bad-image-header':
    '{{name}} has an invalid value for {{attribute}}; export the file again from its source.',
  'frame-missing': '{{name}} has {{frames}} frames, there is no frame {{frame}}.',
  'unsupported-transfer-syntax':
    'The compression of {{name}} ({{transferSyntax}}) is not supported; export it uncompressed.',
  'decode-failed':
    'The compressed pixels of {{name}} (frame {{frame}}) cannot be decoded; export it again, best uncompressed.',
  'no-position':
    '{{name}} does not say where its slices lie (image position and orientation); it can be viewed but not measured in 3D.',
  'no-pixel-spacing':
    '{{name}} has no usable pixel spacing; it can be viewed but not measured in millimetres.',
  'localizer-only': '{{name}} holds only localizer images; choose the series of slices.',
  'too-few-slices': '{{name}} has a single slice, a volume needs at least two.',
  'missing-slices':
    '{{name}} lacks {{count}} slices (first gap after position {{position}} mm, spacing {{spacing}} mm); send the whole series again.',
  'irregular-spacing':
    'The slices of {{name}} are unevenly spaced ({{smallest}} to {{largest}} mm); choose a series with even spacing.',
  'duplicate-positions':
    '{{name}} has {{count}} different slices at the same position; separate the phases or echoes into series.',
  'duplicate-removed': '{{count}} identical copies of slices in {{name}} were left out.',
  'several-stacks':
    '{{name}} mixes {{count}} stacks of different orientation, spacing or size; choose one of them.',
  'gantry-tilt':
    'The slices of {{name}} are sheared by a gantry tilt of {{degrees}} degrees; choose the series that was corrected for tilt.',
  'volume-too-large':
    'The volume of {{name}} would have {{voxels}} voxels, more than the limit of {{limit}}; choose a smaller series.',
  'colour-image': '{{name}} is a colour image; stored values cannot be used as a measure.',
  'no-meta-header': '{{name}} has no DICOM meta header; its encoding was inferred from its first bytes.',
  'encoding-repaired': '{{name}} is not encoded as its header says; it was read as its bytes are.',
  'text-undecodable': 'Some text in {{name}} does not fit its character set and is shown with a replacement.',
} as const;

export type MessageCode = keyof typeof MESSAGES;
