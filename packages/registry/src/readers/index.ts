export {
  accuracyOf,
  agreementTable,
  discrepancies,
  type AgreementRow,
  type Discrepancy,
  type StudyReading,
} from './agreement.ts';
export { compareReadings, type ComparedFinding, type ReadingComparison, type Verdict } from './compare.ts';
export { CONSENSUS, readReaderStudy, readerStudySchema, roundsFor, type ReaderStudy } from './study.ts';
