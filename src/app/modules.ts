import type { ModuleDefinition } from '#platform/module';

/** Every module of the program, in the order in which they are set up: each after those it needs. */
export const modules: readonly ModuleDefinition[] = [];
