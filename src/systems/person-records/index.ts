export { personRecords } from './module.ts';
