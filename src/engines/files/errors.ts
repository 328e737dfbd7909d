import { defineError } from '#platform/errors';

/** More than 20 MB; `size` in MB, `limit` in MB. */
export const FileTooLarge = defineError('FILE_TOO_LARGE', 422);
/** A picture of more than 20 MB: it can be taken smaller. */
export const PictureTooLarge = defineError('PICTURE_TOO_LARGE', 422);
/** No byte in it. */
export const FileEmpty = defineError('FILE_EMPTY', 422);
/** The content is none of the accepted types, whatever the name says; `accepted` names them. */
export const FileTypeUnknown = defineError('FILE_TYPE_UNKNOWN', 422);
/** An office file of before 2007 (.doc, .xls), or one with a password. */
export const FileOldOffice = defineError('FILE_OLD_OFFICE', 422);
/** A known type, but not one that is asked for here; `found` and `accepted` name them. */
export const FileTypeNotWanted = defineError('FILE_TYPE_NOT_WANTED', 422);
/** A PDF that asks for a password. */
export const PdfEncrypted = defineError('PDF_ENCRYPTED', 422);
/** A PDF whose table of objects cannot be read. */
export const PdfBroken = defineError('PDF_BROKEN', 422);
/** A picture or an office file whose structure is not whole. */
export const FileBroken = defineError('FILE_BROKEN', 422);
/** An office file that unpacks to far more than any honest one, or holds too many parts. */
export const FileBomb = defineError('FILE_BOMB', 422);
/** An office file with macros. */
export const FileHasMacros = defineError('FILE_HAS_MACROS', 422);
/** The scanner found malicious software in what is sent; `found` is its name. */
export const FileInfected = defineError('FILE_INFECTED', 422);
/** Malicious software was found in a file after it was taken: it is handed out to nobody. `found` is its name. */
export const FileWithheld = defineError('FILE_WITHHELD', 403);
/** The upload is not there, not the visitor's, or was not finished in time. */
export const UploadGone = defineError('UPLOAD_GONE', 404);
/** Too many uploads of one person that no form has named yet; `limit` of them. */
export const TooManyUploads = defineError('TOO_MANY_UPLOADS', 429);
