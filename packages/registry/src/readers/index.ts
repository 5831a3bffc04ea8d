export * from './agreement.ts';
export { CONSENSUS, readReaderStudy, readerStudySchema, roundsFor, type ReaderStudy } from './study.ts';
