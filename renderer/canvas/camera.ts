import { create } from 'zustand';

/** The canvas's zoom, for those who show it; the canvas writes it. */
export const useCamera = create<{ readonly zoom: number }>(() => ({ zoom: 1 }));
