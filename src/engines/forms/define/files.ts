import type { JsonSchema } from '../types.ts';

/** The schema of a `file` field: a list of files that are in the store already. */
export const filesSchema = (options: { min?: number; max?: number } = {}): JsonSchema => ({
  type: 'array',
  minItems: options.min ?? 1,
  maxItems: options.max ?? 1,
  items: {
    type: 'object',
    required: ['id', 'name', 'bytes'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: { type: 'string', minLength: 1, maxLength: 200 },
      bytes: { type: 'integer', minimum: 1 },
    },
  },
});
