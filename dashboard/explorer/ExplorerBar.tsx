import { ROLE_NAMES } from '../format/words.js';
import type { ViewerState } from './use-viewer.js';

export interface ExplorerBarProps {
  readonly state: ViewerState;
  /** Slug; null until one is chosen. */
  readonly workspace: string | null;
  readonly onChoose: (slug: string) => void;
}

const signInAddress = () =>
  `/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;

/** Above the explorer: back to Toile, which workspace operations are about, and who sends them. */
export const ExplorerBar = ({ state, workspace, onChoose }: ExplorerBarProps) => (
  <header className="explorer-bar">
    <title>{tabTitle(state, workspace)}</title>
    <a href="/" className="explorer-home">
      Toile
    </a>
    <h1>API explorer</h1>
    {state.kind === 'signed-in' && (
      <WorkspaceField workspaces={state.workspaces} workspace={workspace} onChoose={onChoose} />
    )}
    <p role="status">
      <Who state={state} />
    </p>
  </header>
);

function tabTitle(state: ViewerState, workspace: string | null): string {
  const workspaces = state.kind === 'signed-in' ? state.workspaces : [];
  const name = workspaces.find(({ slug }) => slug === workspace)?.name;
  return ['API explorer', name, 'Toile'].filter(Boolean).join(' · ');
}

function Who({ state }: Pick<ExplorerBarProps, 'state'>) {
  if (state.kind === 'loading') return 'Loading who is signed in…';
  if (state.kind === 'without-workspace')
    return 'Your role sees no workspace: you can read the documentation, but most operations are refused.';
  if (state.kind === 'failed')
    return 'The server did not say who is signed in. Reload the page to try again.';
  if (state.kind === 'signed-in') {
    const { name, role } = state.viewer;
    return `Signed in as ${name}, ${ROLE_NAMES[role]}. Operations run with your rights.`;
  }
  return (
    <>
      You are not signed in: you can read the documentation, but most operations are refused.{' '}
      <a href={signInAddress()}>Sign in</a>
    </>
  );
}

type WorkspaceFieldProps = Pick<ExplorerBarProps, 'workspace' | 'onChoose'> & {
  readonly workspaces: Extract<ViewerState, { readonly kind: 'signed-in' }>['workspaces'];
};

const WorkspaceField = ({ workspaces, workspace, onChoose }: WorkspaceFieldProps) => (
  <label className="explorer-workspace">
    Workspace{' '}
    <select value={workspace ?? ''} onChange={(event) => onChoose(event.currentTarget.value)}>
      {workspace === null && <option value="">Default</option>}
      {workspace !== null && workspaces.every(({ slug }) => slug !== workspace) && (
        <option value={workspace}>{workspace} (does not exist)</option>
      )}
      {workspaces.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </select>
  </label>
);
