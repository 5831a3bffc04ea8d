/** Value representations that Calx reads, PS3.5 6.2. */
export type VR =
  | 'AE'
  | 'AS'
  | 'CS'
  | 'DA'
  | 'DS'
  | 'FD'
  | 'FL'
  | 'IS'
  | 'LO'
  | 'LT'
  | 'OB'
  | 'OW'
  | 'PN'
  | 'SH'
  | 'SQ'
  | 'ST'
  | 'TM'
  | 'UI'
  | 'UL'
  | 'US'
  | 'UT';

export interface Attribute {
  /** `xGGGGEEEE` in lower case. */
  readonly tag: string;
  /** Needed where the file says none (implicit VR). */
  readonly vr: VR;
}

const at = (tag: string, vr: VR): Attribute => ({ tag: `x${tag}`, vr });

/** The attributes that Calx reads, by keyword of PS3.6. */
export const Tag = {
  TransferSyntaxUID: at('00020010', 'UI'),
  SpecificCharacterSet: at('00080005', 'CS'),
  DirectoryRecordSequence: at('00041220', 'SQ'),
  ReferencedFileID: at('00041500', 'CS'),
  ImageType: at('00080008', 'CS'),
  FrameType: at('00089007', 'CS'),
  MRImageFrameTypeSequence: at('00189226', 'SQ'),
  SOPClassUID: at('00080016', 'UI'),
  SOPInstanceUID: at('00080018', 'UI'),
  StudyDate: at('00080020', 'DA'),
  SeriesDate: at('00080021', 'DA'),
  StudyTime: at('00080030', 'TM'),
  AcquisitionTime: at('00080032', 'TM'),
  AccessionNumber: at('00080050', 'SH'),
  Modality: at('00080060', 'CS'),
  Manufacturer: at('00080070', 'LO'),
  StudyDescription: at('00081030', 'LO'),
  SeriesDescription: at('0008103e', 'LO'),
  ManufacturerModelName: at('00081090', 'LO'),
  ReferencedSeriesSequence: at('00081115', 'SQ'),
  ReferencedSOPInstanceUID: at('00081155', 'UI'),
  SourceImageSequence: at('00082112', 'SQ'),
  DerivationImageSequence: at('00089124', 'SQ'),
  PatientName: at('00100010', 'PN'),
  PatientID: at('00100020', 'LO'),
  PatientBirthDate: at('00100030', 'DA'),
  PatientSex: at('00100040', 'CS'),
  PatientAge: at('00101010', 'AS'),
  PatientPosition: at('00185100', 'CS'),
  ContrastBolusAgent: at('00180010', 'LO'),
  BodyPartExamined: at('00180015', 'CS'),
  ScanningSequence: at('00180020', 'CS'),
  SequenceVariant: at('00180021', 'CS'),
  ScanOptions: at('00180022', 'CS'),
  SequenceName: at('00180024', 'SH'),
  SliceThickness: at('00180050', 'DS'),
  KVP: at('00180060', 'DS'),
  RepetitionTime: at('00180080', 'DS'),
  EchoTime: at('00180081', 'DS'),
  InversionTime: at('00180082', 'DS'),
  EchoTrainLength: at('00180091', 'IS'),
  FlipAngle: at('00181314', 'DS'),
  ProtocolName: at('00181030', 'LO'),
  TriggerTime: at('00181060', 'DS'),
  EstimatedRadiographicMagnificationFactor: at('00181114', 'DS'),
  DistanceSourceToDetector: at('00181110', 'DS'),
  DistanceSourceToPatient: at('00181111', 'DS'),
  GantryDetectorTilt: at('00181120', 'DS'),
  ImagerPixelSpacing: at('00181164', 'DS'),
  ViewPosition: at('00185101', 'CS'),
  NominalScannedPixelSpacing: at('00182010', 'DS'),
  ConvolutionKernel: at('00181210', 'SH'),
  PulseSequenceName: at('00189005', 'SH'),
  EffectiveEchoTime: at('00189082', 'FD'),
  DiffusionBValue: at('00189087', 'FD'),
  MRTimingAndRelatedParametersSequence: at('00189112', 'SQ'),
  EchoPulseSequence: at('00189008', 'CS'),
  AcquisitionContrast: at('00089209', 'CS'),
  MREchoSequence: at('00189114', 'SQ'),
  StudyInstanceUID: at('0020000d', 'UI'),
  SeriesInstanceUID: at('0020000e', 'UI'),
  SeriesNumber: at('00200011', 'IS'),
  AcquisitionNumber: at('00200012', 'IS'),
  InstanceNumber: at('00200013', 'IS'),
  PatientOrientation: at('00200020', 'CS'),
  ImagePositionPatient: at('00200032', 'DS'),
  ImageOrientationPatient: at('00200037', 'DS'),
  FrameOfReferenceUID: at('00200052', 'UI'),
  Laterality: at('00200060', 'CS'),
  ImageLaterality: at('00200062', 'CS'),
  TemporalPositionIdentifier: at('00200100', 'IS'),
  FrameContentSequence: at('00209111', 'SQ'),
  PlanePositionSequence: at('00209113', 'SQ'),
  PlaneOrientationSequence: at('00209116', 'SQ'),
  StackID: at('00209056', 'SH'),
  TemporalPositionIndex: at('00209128', 'UL'),
  SamplesPerPixel: at('00280002', 'US'),
  PhotometricInterpretation: at('00280004', 'CS'),
  PlanarConfiguration: at('00280006', 'US'),
  NumberOfFrames: at('00280008', 'IS'),
  Rows: at('00280010', 'US'),
  Columns: at('00280011', 'US'),
  PixelSpacing: at('00280030', 'DS'),
  BitsAllocated: at('00280100', 'US'),
  BitsStored: at('00280101', 'US'),
  HighBit: at('00280102', 'US'),
  PixelRepresentation: at('00280103', 'US'),
  PixelPaddingValue: at('00280120', 'US'),
  PixelPaddingRangeLimit: at('00280121', 'US'),
  PixelSpacingCalibrationType: at('00280a02', 'CS'),
  PixelSpacingCalibrationDescription: at('00280a04', 'LO'),
  WindowCenter: at('00281050', 'DS'),
  WindowWidth: at('00281051', 'DS'),
  RescaleIntercept: at('00281052', 'DS'),
  BurnedInAnnotation: at('00280301', 'CS'),
  RecognizableVisualFeatures: at('00280302', 'CS'),
  RescaleSlope: at('00281053', 'DS'),
  RescaleType: at('00281054', 'LO'),
  ModalityLUTSequence: at('00283000', 'SQ'),
  LUTDescriptor: at('00283002', 'US'),
  LUTData: at('00283006', 'OW'),
  PixelMeasuresSequence: at('00289110', 'SQ'),
  FrameVOILUTSequence: at('00289132', 'SQ'),
  PixelValueTransformationSequence: at('00289145', 'SQ'),
  SharedFunctionalGroupsSequence: at('52009229', 'SQ'),
  PerFrameFunctionalGroupsSequence: at('52009230', 'SQ'),
  SegmentSequence: at('00620002', 'SQ'),
  SegmentNumber: at('00620004', 'US'),
  SegmentLabel: at('00620005', 'LO'),
  SegmentationType: at('00620001', 'CS'),
  SegmentIdentificationSequence: at('0062000a', 'SQ'),
  ReferencedSegmentNumber: at('0062000b', 'US'),
  FloatPixelData: at('7fe00008', 'OW'),
  DoubleFloatPixelData: at('7fe00009', 'OW'),
  PixelData: at('7fe00010', 'OW'),
} as const satisfies Record<string, Attribute>;
