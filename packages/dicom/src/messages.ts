/** English texts by code: equal to `errors` in `knowledge/text/en/dicom.yaml` (a test compares them). */
export const MESSAGES = {
  'no-dicom':
    'No DICOM image was found in {{name}} (files looked at: {{files}}); choose the folder that holds the images of one patient.',
  'not-found': '{{name}} does not exist or cannot be opened; check the path.',
  'symbolic-link':
    '{{name}} is a symbolic link, which is not followed; choose the folder with the files themselves.',
  'index-incomplete':
    'The index {{name}} names {{missing}} files that are not there (the first: {{first}}); copy the whole disc.',
  'index-unreadable':
    'The index {{name}} names no file or cannot be read; the files beside it were read instead.',
  'not-dicom': '{{name}} is not a DICOM file; choose the original file from the scanner or PACS.',
  'not-an-image': '{{name}} holds no image ({{modality}}); choose an image of the same study.',
  truncated:
    '{{name}} is cut short (it ends after {{bytes}} bytes); copy or send the file again from its source.',
  malformed:
    '{{name}} cannot be parsed as DICOM beyond byte {{offset}}; export the file again from its source.',
  'too-large': '{{name}} is larger than the limit of {{limit}} bytes; leave it out or raise the limit.',
  'too-many-files':
    '{{name}} has more than {{limit}} files; choose the folder of one study or raise the limit.',
  'too-deep':
    'Folders or archives in {{name}} are nested deeper than {{limit}} levels; choose the folder of one study.',
  'bad-archive': 'The archive {{name}} cannot be unpacked; make it again or unpack it first.',
  'several-patients':
    'The images of {{count}} patients are in one place; open the images of one patient at a time.',
  cancelled: 'Reading was stopped before it was complete.',
  'no-pixel-data': '{{name}} has no pixel data; send the image again with its pixels.',
  'pixel-data-short':
    'The pixel data of {{name}} has only {{found}} of {{expected}} bytes; copy or send the file again from its source.',
  'bad-image-header':
    '{{name}} has an impossible value for {{attribute}}; export the file again from its source.',
  'frame-missing': '{{name}} has {{frames}} frames and no frame {{frame}}; choose one of those.',
  'unsupported-transfer-syntax':
    'The compression of {{name}} ({{transferSyntax}}) is not supported; export it uncompressed.',
  'decode-failed':
    'The compressed pixels of {{name}} (frame {{frame}}) cannot be decoded; export it again, best uncompressed.',
  'no-position':
    '{{name}} does not say where its slices lie (image position and orientation); it can be viewed but not measured in space.',
  'no-pixel-spacing':
    '{{name}} has no usable pixel spacing; it can be viewed but not measured in millimetres.',
  'localizer-only': '{{name}} holds only localizer images; choose the series of slices.',
  'too-few-slices': '{{name}} has a single slice; choose a series with at least two.',
  'missing-slices':
    '{{name}} lacks slices ({{missing}} missing, the first after position {{position}} mm at a spacing of {{spacing}} mm); send the whole series again.',
  'irregular-spacing':
    'The slices of {{name}} are unevenly spaced ({{smallest}} to {{largest}} mm); choose a series with even spacing.',
  'duplicate-positions':
    '{{name}} has {{slices}} slices that share a position but differ; separate the phases or echoes into series.',
  'duplicate-removed': 'Identical copies of images in {{name}} were left out ({{copies}}).',
  'several-stacks':
    '{{name}} mixes {{stacks}} stacks of different orientation, spacing or size; choose one of them.',
  'stack-chosen':
    '{{name}} mixes {{stacks}} stacks of images ({{slices}} slices); number {{chosen}} was measured, the others were not.',
  'gantry-tilt':
    'The slices of {{name}} are sheared by a gantry tilt of {{degrees}} degrees, each {{shift}} pixels beside the one before: only a shift by whole pixels can be undone without changing values; choose the series that was corrected for tilt.',
  'slices-shifted':
    'The slices of {{name}} do not lie over each other: some lie up to {{shift}} pixels beside the one before, which is no whole number; choose a series whose slices are aligned.',
  'tilt-repaired':
    'The slices of {{name}} were taken with a gantry tilt of {{degrees}} degrees; each was moved by whole pixels to where it lies ({{shift}} in all), which changes no value. What no slice covers was filled with {{fill}} and counts as outside the image.',
  'contrast-given':
    'Contrast was given for {{name}}: vessels and tissue that took it up are bright as well and may have been measured with the mineral; a series without contrast decides.',
  'shift-repaired':
    'The slices of {{name}} do not lie over each other; each was moved by whole pixels to where it lies (up to {{shift}}), which changes no value. What no slice covers was filled with {{fill}} and counts as outside the image.',
  'volume-too-large':
    'The volume of {{name}} would have {{voxels}} voxels, more than the limit of {{limit}}; choose a smaller series.',
  'colour-image': '{{name}} is a colour image, whose values cannot be measured; choose the original series.',
  'no-meta-header': '{{name}} has no DICOM meta header; its encoding was found from its first bytes.',
  'encoding-repaired': '{{name}} is not encoded as its header says; it was read as its bytes are.',
  'bad-mask': 'The mask {{name}} cannot be read as NIfTI; write it again as .nii or .nii.gz.',
  'mask-grid':
    'The mask {{name}} does not lie on the grid of the series (off by {{offset}} voxels); make it on the series that is measured.',
  'not-a-segmentation':
    '{{name}} is not a binary DICOM segmentation; choose a segmentation object with binary frames.',
  'no-segment': '{{name}} has no segment {{segment}}; choose one of its {{segments}} segments.',
  'segmentation-empty': '{{name}} marks no voxel of the series; choose the segmentation of this series.',
  'held-burned-in':
    '{{name}} has text burned into its pixels, which may name the patient; cover it before it leaves.',
  'held-recognizable': '{{name}} shows a face or other recognisable features; remove them before it leaves.',
  'held-content':
    '{{name}} is a report, document or captured screen, whose content can name the patient; read it before it leaves.',
  'held-captured':
    '{{name}} does not say whether text is burned into its pixels; look at it, and set Burned In Annotation to NO where there is none.',
  'held-encoding':
    '{{name}} is encoded outside the standard and cannot be written again as it is; export it again from its source.',
  'bad-profile':
    'The rules of de-identification are not understood at "{{key}}"; see docs/deidentification.md for what may stand there.',
} as const;

export type MessageCode = keyof typeof MESSAGES;
