"""From frames to folium: the offline base map and the layers of places and journeys drawn upon it."""
