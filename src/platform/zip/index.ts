export { checkUnpacked, checkUnpackedAside } from './check-unpacked.ts';
export { unpackEntry } from './entry-data.ts';
export { listZip, type ZipEntry } from './list-zip.ts';
export { ZipProblem } from './problem.ts';
