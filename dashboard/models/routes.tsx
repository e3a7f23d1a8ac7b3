import type { RouteObject } from 'react-router';

const startPage = async () => ({ Component: (await import('./ModelsPage.js')).ModelsStart });

/** The pages of models, each loaded when it is first opened. */
export const modelRoutes: RouteObject[] = [
  {
    path: 'models',
    lazy: async () => ({ Component: (await import('./ModelsPage.js')).ModelsPage }),
    children: [
      { index: true, lazy: startPage },
      {
        path: 'versions',
        lazy: async () => ({ Component: (await import('./registry/RegistryPanels.js')).RegistryPanels }),
      },
      { path: 'runs', lazy: async () => ({ Component: (await import('./runs/RunsPanel.js')).RunsPanel }) },
      { path: 'try', lazy: async () => ({ Component: (await import('./try/TryPanels.js')).TryPanels }) },
    ],
  },
  {
    path: 'models/versions/:id',
    lazy: async () => ({ Component: (await import('./version/VersionPage.js')).VersionPage }),
  },
  {
    path: 'models/train',
    lazy: async () => ({ Component: (await import('./start/TrainingPage.js')).TrainingPage }),
  },
  {
    path: 'models/evaluate',
    lazy: async () => ({ Component: (await import('./start/EvaluationPage.js')).EvaluationPage }),
  },
  { path: 'models/runs/:id', lazy: async () => ({ Component: (await import('./run/RunPage.js')).RunPage }) },
];
