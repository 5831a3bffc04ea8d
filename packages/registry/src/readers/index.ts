export {
  accuracyOf,
  agreementTable,
  discrepancies,
  type AgreementRow,
  type Discrepancy,
  type StudyAgreement,
  type StudyReading,
} from './agreement.ts';
export {
  compareReadings,
  type ComparedFinding,
  type ReadingComparison,
  type SecondReading,
  type Verdict,
} from './compare.ts';
export {
  CONSENSUS,
  readReaderStudy,
  readerStudySchema,
  roundsFor,
  type ReaderProgress,
  type ReaderStudy,
} from './study.ts';
