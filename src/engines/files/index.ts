export { Disk } from './disk.ts';
export * from './errors.ts';
export { extensionOf, MAX_BYTES, MEDIA_TYPES, type MediaType } from './media-types.ts';
export { files } from './module.ts';
export { namedAs } from './named-as.ts';
export {
  createFileStore,
  type FileSource,
  type FileStore,
  fileStore,
  type ScanResult,
  type StoredFile,
} from './store.ts';
export {
  DROP_FIELD,
  holdFiles,
  type Received,
  type ReceivedFile,
  receiveFiles,
  UPLOAD_FIELD,
} from './uploads/receive.ts';
export { dropUploads, type FinishedUpload, listFinished } from './uploads/upload.ts';
