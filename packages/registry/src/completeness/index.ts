export { careChecklist, type CareItem } from './care.ts';
