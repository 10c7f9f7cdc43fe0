package dev.traza.bench.material;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Sentences of a help desk in one language. Few words are frequent and many are rare, as in what people write, so that
 * looking for one costs what it costs in practice: the n-th word is drawn about n times less often than the first, and now
 * and then a device's number is named, which stands in one or a few tickets only.
 */
public final class Words {

    private static final List<String> SPANISH = List.of(
            "no",
            "funciona",
            "el",
            "ordenador",
            "la",
            "impresora",
            "desde",
            "esta",
            "mañana",
            "cuando",
            "abro",
            "correo",
            "aparece",
            "un",
            "error",
            "red",
            "contraseña",
            "caducada",
            "usuario",
            "bloqueado",
            "pantalla",
            "negra",
            "teclado",
            "ratón",
            "portátil",
            "lento",
            "reiniciar",
            "actualización",
            "servidor",
            "acceso",
            "carpeta",
            "compartida",
            "permiso",
            "denegado",
            "factura",
            "nómina",
            "vacaciones",
            "contrato",
            "calendario",
            "reunión",
            "sala",
            "proyector",
            "cable",
            "batería",
            "cargador",
            "teléfono",
            "móvil",
            "aplicación",
            "cierra",
            "sola",
            "archivo",
            "perdido",
            "copia",
            "seguridad",
            "disco",
            "lleno",
            "memoria",
            "wifi",
            "conexión",
            "vpn",
            "remoto",
            "escritorio",
            "licencia",
            "programa",
            "instalar",
            "versión",
            "antigua",
            "nueva",
            "planta",
            "edificio",
            "despacho",
            "silla",
            "luz",
            "puerta",
            "tarjeta",
            "acreditación",
            "visita",
            "compra",
            "pedido",
            "proveedor",
            "entrega",
            "retraso",
            "urgente",
            "cliente",
            "esperando",
            "llamada",
            "cortada",
            "sonido",
            "micrófono",
            "cámara",
            "formulario",
            "página",
            "tarda",
            "segundos",
            "minutos",
            "informe",
            "tabla",
            "consulta",
            "base",
            "datos",
            "duplicado",
            "registro",
            "firma",
            "certificado",
            "vencido",
            "navegador",
            "cookies",
            "traductor",
            "idioma",
            "configuración",
            "tóner",
            "papel",
            "atascado",
            "escáner",
            "cola",
            "bandeja",
            "duplex",
            "color",
            "borroso",
            "tinta");

    private static final List<String> ENGLISH = List.of(
            "the",
            "does",
            "not",
            "work",
            "printer",
            "since",
            "this",
            "morning",
            "when",
            "open",
            "mail",
            "shows",
            "an",
            "error",
            "network",
            "password",
            "expired",
            "account",
            "locked",
            "screen",
            "black",
            "keyboard",
            "mouse",
            "laptop",
            "slow",
            "restart",
            "update",
            "server",
            "access",
            "folder",
            "shared",
            "permission",
            "denied",
            "invoice",
            "payroll",
            "holidays",
            "contract",
            "calendar",
            "meeting",
            "room",
            "projector",
            "cable",
            "battery",
            "charger",
            "phone",
            "mobile",
            "application",
            "closes",
            "itself",
            "file",
            "lost",
            "backup",
            "security",
            "disk",
            "full",
            "memory",
            "wireless",
            "connection",
            "tunnel",
            "remote",
            "desktop",
            "licence",
            "program",
            "install",
            "version",
            "old",
            "new",
            "floor",
            "building",
            "office",
            "chair",
            "light",
            "door",
            "card",
            "badge",
            "visitor",
            "purchase",
            "order",
            "supplier",
            "delivery",
            "delay",
            "urgent",
            "customer",
            "waiting",
            "call",
            "dropped",
            "sound",
            "microphone",
            "camera",
            "form",
            "page",
            "takes",
            "seconds",
            "minutes",
            "report",
            "table",
            "query",
            "database",
            "duplicate",
            "record",
            "signature",
            "certificate",
            "invalid",
            "browser",
            "cookies",
            "translator",
            "language",
            "setting",
            "toner",
            "paper",
            "jammed",
            "scanner",
            "queue",
            "tray",
            "duplex",
            "colour",
            "blurred",
            "ink");

    private static final int NUMBERS = 100_000;

    private final List<String> words;
    private final String device;

    private Words(List<String> words, String device) {
        this.words = words;
        this.device = device;
    }

    /**
     * The words of a language.
     *
     * @param language {@code es} or {@code en}
     */
    public static Words of(String language) {
        return language.equals("es") ? new Words(SPANISH, "equipo") : new Words(ENGLISH, "device");
    }

    /** A word, the frequent ones more often. */
    public String word(SplittableRandom random) {
        return words.get((int) Math.pow(words.size(), random.nextDouble()) - 1);
    }

    /** Something that can be searched for: two words that are neither the most frequent nor all rare. */
    public String question(SplittableRandom random) {
        int from = words.size() / 8;
        return words.get(random.nextInt(from, words.size())) + " " + words.get(random.nextInt(from, words.size()));
    }

    /** So many words, with a device's number among them one time in four. */
    public String sentence(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length * 8);
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : " ").append(word(random));
        }
        if (random.nextInt(4) == 0) {
            text.append(' ').append(device).append(" PC-").append(random.nextInt(NUMBERS));
        }
        return text.toString();
    }
}
