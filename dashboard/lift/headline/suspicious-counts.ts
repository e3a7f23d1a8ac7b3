import type { LiftReportData } from '../lift-report-data.js';

/** Warnings of the headline about its counts: those that qualify the answer itself stand next to the sentence. */
export const suspiciousCounts = ({
  headline,
  qualifications,
}: Pick<LiftReportData, 'headline' | 'qualifications'>): readonly string[] =>
  headline.warnings.filter((warning) => !qualifications.includes(warning));
