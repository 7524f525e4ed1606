import { lazy } from 'react';

/** The features that the window loads once they are needed. */
export const DataPanel = lazy(() => import('../data/DataPanel'));
export const RunsPanel = lazy(() => import('../models/RunsPanel'));
export const AttentionPanel = lazy(() => import('../attention/AttentionPanel'));
export const TrainingDock = lazy(() => import('../training/TrainingDock'));
export const TrainButtons = lazy(() => import('../training/TrainButtons'));
/** The engine in words, in the status bar. */
export const EngineBadge = lazy(() => import('../training/EngineBadge'));
export const CompareView = lazy(() => import('../compare/CompareView'));
