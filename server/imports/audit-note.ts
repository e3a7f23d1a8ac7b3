import type { AuditLog, Viewer } from '../platform/index.js';
import type { ImportKind } from './import-kind.js';
import type { ImportRequest } from './runs/import-request.js';

/** What the audit log says of an import. */
interface ImportedFile {
  readonly kind: ImportKind;
  readonly workspaceId: string;
  readonly fileName: string;
}

/** Notes in the audit log who begins and ends an import. */
export function auditNote(
  audit: AuditLog,
  viewer: Viewer,
  { workspaceId, ...what }: ImportedFile,
): NonNullable<ImportRequest['note']> {
  const subject = { type: 'Workspace', id: workspaceId };
  return (manager, stage, { rowCount, rejectedCount }) =>
    audit.record(manager, viewer, `import.${stage}`, subject, { ...what, rowCount, rejectedCount });
}
