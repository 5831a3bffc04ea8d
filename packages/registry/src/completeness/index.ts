export { careChecklist, type CareItem } from './care.ts';
export { jbiChecklist, lackingText, type JbiItem } from './jbi.ts';
