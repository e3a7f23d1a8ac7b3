import { Navigate, type RouteObject } from 'react-router';

/** The calculators, each loaded when it is first opened. */
export const calculatorRoutes: RouteObject[] = [
  {
    path: 'calculators',
    lazy: async () => ({ Component: (await import('./CalculatorsPage.js')).CalculatorsPage }),
    children: [
      { index: true, element: <Navigate to="significance" replace /> },
      {
        path: 'significance',
        lazy: async () => ({
          Component: (await import('./significance/SignificancePanels.js')).SignificancePanels,
        }),
      },
      {
        path: 'sample-ratio',
        lazy: async () => ({
          Component: (await import('./sample-ratio/SampleRatioPanels.js')).SampleRatioPanels,
        }),
      },
      {
        path: 'sample-size',
        lazy: async () => ({ Component: (await import('./plan/SampleSizePanels.js')).SampleSizePanels }),
      },
      {
        path: 'stores',
        lazy: async () => ({ Component: (await import('./plan/StorePanels.js')).StorePanels }),
      },
    ],
  },
];
