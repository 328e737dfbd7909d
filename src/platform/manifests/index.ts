export { httpModule } from './http.ts';
export { installationModule } from './installation.ts';
export { jobsModule } from './jobs.ts';
