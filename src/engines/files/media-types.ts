/** What the store takes: papers and pictures that any office can open, and the two formats that offices exchange. */
export const MEDIA_TYPES = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export type MediaType = (typeof MEDIA_TYPES)[keyof typeof MEDIA_TYPES];

/** File name ending of each type, for downloads. */
export const extensionOf = (type: MediaType): string =>
  Object.entries(MEDIA_TYPES)
    .find(([, t]) => t === type)?.[0]
    .replace('jpeg', 'jpg') ?? 'bin';

/** Bytes in a megabyte as people are told it: 20 MB is 20 × 1,048,576. */
export const MB = 1_048_576;
export const MAX_BYTES = 20 * MB;
