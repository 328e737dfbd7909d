import type { FieldLayout, FormPage, JsonSchema, Words } from '../types.ts';

/** Part of a form: its schema, its pages and how its fields are shown. */
export type Block = {
  properties: Record<string, JsonSchema>;
  required: readonly string[];
  pages: readonly FormPage[];
  fields: Record<string, FieldLayout>;
};

export const words = (vi: string, en: string): Words => ({ vi, en });
