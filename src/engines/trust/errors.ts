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
/** The token of the settings is in no reader, or there are several and none was named. `token` is its label. */
export const TokenAway = defineError('TOKEN_AWAY', 503);
/** No PIN is set, or the token refused it; it is not shown to the token again until another is set. */
export const TokenPinRefused = defineError('TOKEN_PIN_REFUSED', 503);
/** The file of the PIN can be read by others than its owner. `file` is its path. */
export const TokenPinOpen = defineError('TOKEN_PIN_OPEN', 503);
/** The token takes no PIN any more, or has one try left, which is not for a program to use up. `token` is its label. */
export const TokenPinLocked = defineError('TOKEN_PIN_LOCKED', 503);
/** The token's driver, or what calls it, cannot be loaded. `module` is its path. */
export const TokenDriver = defineError('TOKEN_DRIVER', 503);
/** The token answered with a fault, again after a new log-in. `fault` is the driver's word (CKR_…). */
export const TokenFault = defineError('TOKEN_FAULT', 503);
/** A certificate that is to be registered is not over a P-256 key, is not for signatures, or is not valid now. */
export const CertificateUnfit = defineError('CERTIFICATE_UNFIT', 422);
/** It leads to none of the trust anchors. */
export const CertificateNotBelieved = defineError('CERTIFICATE_NOT_BELIEVED', 409);
/** The key that is named is not the one of the certificate. */
export const CertificateOfOtherKey = defineError('CERTIFICATE_OF_OTHER_KEY', 409);
/** It, or its key, is registered already, or the signer has one that is good at the same time. */
export const CertificateTaken = defineError('CERTIFICATE_TAKEN', 409);
