export { makeFolder, nearestFolder, TRIAL, tryWriting } from './folder.ts';
