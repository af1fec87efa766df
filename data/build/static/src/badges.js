/** Hundreds of places on one canvas: no node of the page for each. */
import L from 'leaflet';

const FONT = '650 11px Inter, system-ui, sans-serif';
const NOT_THE_CANVAS = '.leaflet-control, .dl-label';
const REACH = 3;

export const Badge = L.CircleMarker.extend({
  _updatePath() {
    const { _ctx: context, _drawing: drawing } = this._renderer;
    if (!drawing || this._empty()) return;
    const { palette, ring, selected, text, radius } = this.options;
    const { x, y } = this._point;
    const circle = (r) => {
      context.beginPath();
      context.arc(x, y, r, 0, 2 * Math.PI);
    };
    context.save();
    if (selected) {
      circle(radius + 5);
      context.fillStyle = palette.selected;
      context.fill();
    }
    circle(radius + (ring ? 0.5 : 1.5));
    context.fillStyle = palette.casing;
    context.fill();
    circle(ring ? radius - 1 : radius);
    if (ring) {
      context.strokeStyle = palette.ring;
      context.lineWidth = 2;
      context.stroke();
    } else {
      context.fillStyle = palette.disc;
      context.fill();
    }
    if (text) {
      context.fillStyle = palette['disc-text'];
      context.font = FONT;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(text, x, y + 0.5);
    }
    context.restore();
  },

  /** The halo of a selected badge is part of what must be repainted. */
  _updateBounds() {
    const reach = this._radius + 8;
    this._pxBounds = L.bounds(this._point.subtract([reach, reach]), this._point.add([reach, reach]));
  },
});

/**
 * Leaflet's canvas takes all pointer events and so hides the lines below it from the reader.  Here the canvas takes none; this
 * listens on the map, before Leaflet does, and hands a badge what is meant for it.
 */
export class BadgePointer {
  constructor(map, renderer, badges) {
    [this.map, this.badges, this.hovered] = [map, badges, null];
    renderer.on('add', () => { renderer._container.style.pointerEvents = 'none'; });
    this.listeners = { click: (e) => this.click(e), mousemove: (e) => this.hover(e), mouseleave: () => this.point(null) };
    for (const [type, listener] of Object.entries(this.listeners)) map.getContainer().addEventListener(type, listener, true);
  }

  remove() {
    this.point(null);
    for (const [type, listener] of Object.entries(this.listeners)) this.map.getContainer().removeEventListener(type, listener, true);
  }

  badgeAt(event) {
    if (event.target.closest(NOT_THE_CANVAS)) return null;
    const at = this.map.mouseEventToLayerPoint(event);
    // Drawn last is on top.
    return this.badges().findLast((b) => b instanceof Badge && b._point?.distanceTo(at) <= b.options.radius + REACH) ?? null;
  }

  click(event) {
    if (this.map.dragging?.moved()) return;
    const badge = this.badgeAt(event);
    if (!badge) return;
    L.DomEvent.stop(event);
    badge.fire('click', { latlng: badge.getLatLng(), originalEvent: event }, true);
  }

  hover(event) {
    if (event.buttons) return;
    this.point(this.badgeAt(event));
  }

  point(badge) {
    if (badge === this.hovered) return;
    this.hovered?.closeTooltip();
    badge?.openTooltip();
    this.hovered = badge;
    this.map.getContainer().classList.toggle('dl-pointing', Boolean(badge));
  }
}
