export { checkUnpacked } from './check-unpacked.ts';
export { listZip, type ZipEntry } from './list-zip.ts';
export { ZipProblem } from './problem.ts';
