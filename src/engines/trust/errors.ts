import { defineError } from '#platform/errors';

/** Whoever is to sign has no certificate that is good now, and this installation may not issue one. `signer` names it. */
export const NoCertificate = defineError('NO_CERTIFICATE', 409);
/** The signature's field holds a signature already. */
export const AlreadySigned = defineError('ALREADY_SIGNED', 409);
/** The PDF cannot be signed: it asks for a password, or its structure is broken. */
export const PdfUnreadable = defineError('PDF_UNREADABLE', 422);
/** The time-stamp service that is set up did not answer as RFC 3161 says. */
export const TimeStampAway = defineError('TIME_STAMP_AWAY', 503);
/** The key of a certificate is not where it should be. */
export const KeyMissing = defineError('KEY_MISSING', 503);
/** There is no such certificate. */
export const CertificateNotFound = defineError('CERTIFICATE_NOT_FOUND', 404);
/** A file that is to be noted as signed does not verify; `verdict` says how. */
export const SignatureNotValid = defineError('SIGNATURE_NOT_VALID', 409);
