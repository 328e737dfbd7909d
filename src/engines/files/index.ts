export { Disk } from './disk.ts';
export * from './errors.ts';
export { extensionOf, MAX_BYTES, MEDIA_TYPES, type MediaType } from './media-types.ts';
export { files } from './module.ts';
export {
  createFileStore,
  type FileSource,
  type FileStore,
  fileStore,
  type ScanResult,
  type StoredFile,
} from './store.ts';
