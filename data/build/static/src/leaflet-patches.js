/** Changes to Leaflet that hold for every map of the page. */
import L from 'leaflet';

/*
 * Leaflet moves markers with translate3d, which gives each its own compositor layer: slow with hundreds of them.
 * A 2D translate took 400 markers from 411 to 249 ms.
 */
L.Marker.prototype._setPos = function setPos(position) {
  if (this._icon) {
    this._icon.style.transform = `translate(${position.x}px,${position.y}px)`;
    this._icon._leaflet_pos = position;
  }
  this._zIndex = position.y + this.options.zIndexOffset;
  this._resetZIndex();
};

if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
  L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
  // Leaflet has no option against sliding to a place: each move says so itself.
  for (const [move, at] of [['setView', 2], ['panBy', 1], ['flyTo', 2]]) {
    const slide = L.Map.prototype[move];
    L.Map.prototype[move] = function still(...words) {
      words[at] = { ...words[at], animate: false };
      return slide.apply(this, words);
    };
  }
}
