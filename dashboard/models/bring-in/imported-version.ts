/** The version that a finished import made, out of the job's result; null where it names none. */
export function importedVersion(result: string | null): string | null {
  if (result === null) return null;
  const { versionId } = JSON.parse(result) as { versionId?: unknown };
  return typeof versionId === 'string' ? versionId : null;
}
