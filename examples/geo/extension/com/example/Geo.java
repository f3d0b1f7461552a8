package com.example;

import dev.titan.extension.Extension;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicData;
import net.sf.geographiclib.PolygonArea;

/** {@code t.geo}: distances and areas on the earth's ellipsoid, by GeographicLib. */
public final class Geo implements Extension {
    /** A place on the earth, in degrees. */
    public record Place(double lat, double lng) {
        public Place {
            if (!(Math.abs(lat) <= 90)) {
                throw new IllegalArgumentException("lat must be from -90 to 90, not " + lat);
            }
        }
    }

    /** The shortest way: how far, and where to head for at its start. */
    public record Way(double metres, double bearing) {}

    /** What is quick, or asynchronous by itself, returns a stage: it is called on a thread that serves requests. */
    public CompletionStage<Way> way(Place from, Place to) {
        GeodesicData line = Geodesic.WGS84.Inverse(from.lat(), from.lng(), to.lat(), to.lng());
        return CompletableFuture.completedStage(new Way(line.s12, line.azi1));
    }

    /** What takes long, or blocks, simply returns its result: it is called on a thread of its own. Square metres. */
    public double area(List<Place> corners) {
        PolygonArea polygon = new PolygonArea(Geodesic.WGS84, false);
        corners.forEach(corner -> polygon.AddPoint(corner.lat(), corner.lng()));
        return Math.abs(polygon.Compute().area);
    }
}
