import { Navigate, type RouteObject, redirectDocument } from 'react-router';
import { calculatorRoutes } from '../experiments/calculators/routes.js';
import { modelRoutes } from '../models/routes.js';
import { PageLoader } from '../ui/page/PageLoader.js';
import { NotFoundPage } from './failures/NotFoundPage.js';
import { RouteError } from './failures/RouteError.js';
import { UnknownPartPage } from './failures/UnknownPartPage.js';
import { HomePage } from './HomePage.js';
import { WorkspaceLayout } from './WorkspaceLayout.js';

/** The pages, each loaded when it is first opened. */
const workspacePages: RouteObject[] = [
  { index: true, element: <Navigate to="lift" replace /> },
  { path: 'lift', lazy: async () => ({ Component: (await import('../lift/LiftPage.js')).LiftPage }) },
  {
    path: 'stores',
    lazy: async () => ({ Component: (await import('../catalog/StoresPage.js')).StoresPage }),
  },
  {
    path: 'stores/:id',
    lazy: async () => ({ Component: (await import('../catalog/store/StorePage.js')).StorePage }),
  },
  { path: 'items', lazy: async () => ({ Component: (await import('../catalog/ItemsPage.js')).ItemsPage }) },
  { path: 'items/:id', lazy: async () => ({ Component: (await import('../catalog/ItemPage.js')).ItemPage }) },
  {
    path: 'import',
    lazy: async () => ({ Component: (await import('../imports/ImportPage.js')).ImportPage }),
  },
  {
    path: 'activity',
    lazy: async () => ({ Component: (await import('../activity/ActivityPage.js')).ActivityPage }),
    children: [
      { index: true, element: <Navigate to="jobs" replace /> },
      {
        path: 'jobs',
        lazy: async () => ({ Component: (await import('../activity/JobsPanel.js')).JobsPanel }),
      },
      {
        path: 'imports',
        lazy: async () => ({
          Component: (await import('../imports/history/ImportsPanel.js')).ImportsPanel,
        }),
      },
      {
        path: 'events',
        lazy: async () => ({ Component: (await import('../events/EventsPanel.js')).EventsPanel }),
      },
    ],
  },
  {
    path: 'settings',
    lazy: async () => ({ Component: (await import('../people/SettingsPage.js')).SettingsPage }),
    children: [
      { index: true, element: <Navigate to="account" replace /> },
      {
        path: 'account',
        lazy: async () => ({ Component: (await import('../people/AccountPanel.js')).AccountPanel }),
      },
      {
        path: 'people',
        lazy: async () => ({ Component: (await import('../people/PeoplePanel.js')).PeoplePanel }),
      },
      {
        path: 'keys',
        lazy: async () => ({ Component: (await import('../people/keys/KeysPanel.js')).KeysPanel }),
      },
      {
        path: 'workspace',
        lazy: async () => ({
          Component: (await import('../catalog/workspace/WorkspaceSettings.js')).WorkspaceSettings,
        }),
      },
      {
        path: 'audit',
        lazy: async () => ({ Component: (await import('../people/audit/AuditPanel.js')).AuditPanel }),
      },
    ],
  },
  ...modelRoutes,
  ...calculatorRoutes,
  { path: 'demo/:job', lazy: async () => ({ Component: (await import('../help/DemoPage.js')).DemoPage }) },
  { path: 'help', lazy: async () => ({ Component: (await import('../help/HelpPage.js')).HelpPage }) },
  { path: '*', element: <UnknownPartPage /> },
];

export const routes: RouteObject[] = [
  {
    errorElement: <RouteError />,
    hydrateFallbackElement: <PageLoader />,
    children: [
      { path: '/', element: <HomePage /> },
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('../people/sign-in/SignInPage.js')).SignInPage }),
      },
      // The API explorer is a separate page, so signing in from it leaves the dashboard.
      { path: '/graphql', loader: ({ request }) => redirectDocument(request.url) },
      { path: '/w/:workspace', element: <WorkspaceLayout />, children: workspacePages },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];
