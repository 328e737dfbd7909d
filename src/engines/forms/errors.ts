import { defineError } from '#platform/errors';

/** The definition of a form is faulty. Details: the problems, each with its place. */
export const FormRefused = defineError('FORM_REFUSED', 422);
/** This version of the form is there already, with another content: a landed version never changes. */
export const FormVersionTaken = defineError('FORM_VERSION_TAKEN', 409);
export const FormNotFound = defineError('FORM_NOT_FOUND', 404);
