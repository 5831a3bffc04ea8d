// What a release says, and its texts: the door for programs that only read them, which spares them the loading of what
// checks data that people bring.
export { findVariable, loadRelease } from './release.ts';
export { createTranslator, type Translate } from './translate.ts';
