/** The reader's name until people sign in. */
export const READER = 'reader';
