package io.atelier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureDecoderTest {

    private static final BufferedImage COLOURS = PictureFiles.drawn(9, 6, BufferedImage.TYPE_3BYTE_BGR);

    private final PictureDecoder decoder = new PictureDecoder(64 << 20);

    @Test
    void shouldDecodeColours() throws Exception {
        Picture picture = decoder.decode(PictureFiles.png(COLOURS));

        assertThat(picture.width()).isEqualTo(9);
        assertThat(picture.height()).isEqualTo(6);
        assertThat(picture.channels()).isEqualTo(3);
        assertThat(pixel(picture, 4, 5)).containsExactly(140, 150, 72);
    }

    @Test
    void shouldDecodeGrey() throws Exception {
        BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 100, 255});

        Picture png = decoder.decode(PictureFiles.png(grey));
        Picture jpeg = decoder.decode(PictureFiles.jpeg(grey));

        assertThat(png.channels()).isEqualTo(1);
        assertThat(png.pixels()).containsExactly(0, 100, -1);
        assertThat(jpeg.channels()).isEqualTo(1);
    }

    @Test
    void shouldRoundSixteenBitsToEight() throws Exception {
        BufferedImage deep = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setPixels(0, 0, 4, 1, new int[] {65_535, 257 * 7, 257 * 7 + 129, 0});

        assertThat(decoder.decode(PictureFiles.png(deep)).pixels()).containsExactly(-1, 7, 8, 0);
    }

    @Test
    void shouldDecodePalettesAndSingleBits() throws Exception {
        BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(0, 0, 0xffff0000);
        palette.setRGB(1, 0, 0xff0000ff);
        BufferedImage bits = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(1, 0, 0xffffffff);

        Picture colours = decoder.decode(PictureFiles.png(palette));
        Picture blackAndWhite = decoder.decode(PictureFiles.png(bits));

        assertThat(colours.pixels()).containsExactly(-1, 0, 0, 0, 0, -1);
        assertThat(blackAndWhite.withChannels(3).pixels()).containsExactly(0, 0, 0, -1, -1, -1, 0, 0, 0);
    }

    @Test
    void shouldPutTransparentPixelsOnWhite() throws Exception {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00000000);
        image.setRGB(1, 0, 0x80ff0000);
        image.setRGB(2, 0, 0xff102030);

        Picture picture = decoder.decode(PictureFiles.png(image));

        assertThat(pixel(picture, 0, 0)).containsExactly(255, 255, 255);
        assertThat(pixel(picture, 0, 1)).containsExactly(255, 127, 127);
        assertThat(pixel(picture, 0, 2)).containsExactly(16, 32, 48);
    }

    @Test
    void shouldDecodeJpegAsTheJdkDoes() throws Exception {
        Picture picture = decoder.decode(PictureFiles.jpeg(PictureFiles.drawn(8, 8, BufferedImage.TYPE_3BYTE_BGR)));

        int[] middle = pixel(picture, 4, 4);
        assertThat(picture.channels()).isEqualTo(3);
        assertThat(middle[0]).isBetween(105, 135);
        assertThat(middle[1]).isBetween(135, 165);
    }

    /** The same coefficients in another order. */
    @Test
    void shouldDecodeProgressiveJpegAsBaseline() throws Exception {
        BufferedImage image = PictureFiles.drawn(8, 7, BufferedImage.TYPE_3BYTE_BGR);

        assertThat(decoder.decode(PictureFiles.progressive(image)).pixels())
                .isEqualTo(decoder.decode(PictureFiles.jpeg(image)).pixels());
    }

    /**
     * Where the pixels of a file of 3 x 2 end up, as TIFF 6.0 defines its orientations: a b c above d e f.
     *
     * @param rows as people see them
     */
    @ParameterizedTest
    @CsvSource({
        "1, abc/def",
        "2, cba/fed",
        "3, fed/cba",
        "4, def/abc",
        "5, ad/be/cf",
        "6, da/eb/fc",
        "7, fc/eb/da",
        "8, cf/be/ad",
        "0, abc/def",
        "9, abc/def"
    })
    void shouldTurnPhotosTheRightWayUp(int orientation, String rows) throws Exception {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 3, 2, new int[] {'a', 'b', 'c', 'd', 'e', 'f'});
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            byte[] file =
                    PictureFiles.withChunk(PictureFiles.png(image), "eXIf", PictureFiles.tiff(orientation, order));

            Picture picture = decoder.decode(file);

            assertThat(picture.width()).isEqualTo(rows.indexOf('/'));
            assertThat(new String(picture.pixels(), StandardCharsets.US_ASCII)).isEqualTo(rows.replace("/", ""));
        }
    }

    @Test
    void shouldTurnPhotosOfCameras() throws Exception {
        byte[] jpeg = PictureFiles.jpeg(PictureFiles.drawn(40, 16, BufferedImage.TYPE_3BYTE_BGR));
        byte[] turned = PictureFiles.withSegment(jpeg, 0xe1, PictureFiles.exif(6, ByteOrder.LITTLE_ENDIAN));

        Picture picture = decoder.decode(turned);

        assertThat(picture.width()).isEqualTo(16);
        assertThat(picture.height()).isEqualTo(40);
        assertThat(pixel(picture, 3, 15)).isEqualTo(pixel(decoder.decode(jpeg), 0, 3));
    }

    /** A photo is as upright as its file where its EXIF is cut or says nonsense. */
    @Test
    void shouldReadNothingBeyondTheEndOfExif() {
        byte[] tiff = PictureFiles.tiff(6, ByteOrder.BIG_ENDIAN);

        assertThat(Exif.orientation(tiff, 0, tiff.length)).isEqualTo(6);
        for (int length = 0; length < 8 + 2 + 2 * 12; length++) {
            assertThat(Exif.orientation(Arrays.copyOf(tiff, length), 0, length)).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseKindsThatItDoesNotKnowByName() throws Exception {
        byte[] jpeg = PictureFiles.jpeg(COLOURS);

        refuse("expected a PNG or JPEG file, found an empty one", new byte[0]);
        refuse("expected a PNG or JPEG file, found an HTML page", text("\n<!DOCTYPE html><title>404</title>"));
        refuse("expected a PNG or JPEG file, found a GIF file", text("GIF89a..."));
        refuse("expected a PNG or JPEG file, found a WebP file", text("RIFF....WEBP"));
        refuse("expected a PNG or JPEG file, found a HEIC, AVIF or MP4 file", text("....ftypheic"));
        refuse("expected a PNG or JPEG file, found one that begins with the bytes 68 65 6c 6c 6f", text("hello"));
        refuse(
                "expected grey or RGB, found 4 channels (CMYK): save it as RGB",
                PictureFiles.withFrame(jpeg, 0xc0, 8, 0, 6, 0, 9, 4, 1, 17, 0, 2, 17, 1, 3, 17, 1, 4, 17, 1));
        refuse("expected JPEG of 8 bits, found 12", PictureFiles.withFrame(jpeg, 0xc1, 12, 0, 6, 0, 9, 1, 1, 17, 0));
        refuse(
                "expected baseline or progressive JPEG, found another kind (frame c9): save it as one of these",
                PictureFiles.withFrame(jpeg, 0xc9, 8, 0, 6, 0, 9, 1, 1, 17, 0));
    }

    /** Before any memory is taken for the pixels. */
    @Test
    void shouldRefuseImagesThatWouldFillTheMemory() throws Exception {
        byte[] jpeg = PictureFiles.jpeg(COLOURS);

        refuse(
                "expected 1 to 16384 pixels a side and at most 64000000 in all, found 60000 x 60000",
                PictureFiles.pngHeader(60_000, 60_000));
        refuse(
                "expected 1 to 16384 pixels a side and at most 64000000 in all, found 16384 x 3907",
                PictureFiles.pngHeader(16_384, 3_907));
        refuse(
                "expected 1 to 16384 pixels a side and at most 64000000 in all, found 4294967295 x 1",
                PictureFiles.pngHeader(-1, 1));
        refuse(
                "expected 1 to 16384 pixels a side and at most 64000000 in all, found 65535 x 65535",
                PictureFiles.withFrame(jpeg, 0xc0, 8, 255, 255, 255, 255, 1, 1, 17, 0));
        refuse(
                "expected an image that is decoded in 64 MiB, half of the data service's heap, found 8000 x 8000 pixels,"
                        + " which take 123 MiB: give it a larger heap or make the image smaller",
                PictureFiles.pngHeader(8_000, 8_000));
    }

    @Test
    void shouldRefuseFilesThatAreCutAnywhere() throws Exception {
        for (byte[] file : List.of(PictureFiles.png(COLOURS), PictureFiles.jpeg(COLOURS))) {
            for (int length = 0; length < file.length; length++) {
                byte[] cut = Arrays.copyOf(file, length);
                assertThatThrownBy(() -> decoder.decode(cut))
                        .as("%d of %d bytes", length, file.length)
                        .isInstanceOf(UnreadableImageException.class)
                        .hasMessageContaining("expected");
            }
        }
    }

    @Test
    void shouldRefuseAPngFileThatIsDamagedAnywhere() throws Exception {
        byte[] file = PictureFiles.png(COLOURS);
        for (int i = 0; i < file.length; i++) {
            byte[] damaged = file.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> decoder.decode(damaged))
                    .as("byte %d", i)
                    .isInstanceOf(UnreadableImageException.class);
        }
    }

    /** Each scan costs a pass over the image. */
    @Test
    void shouldRefuseAJpegFileOfEndlessScans() throws Exception {
        byte[] file = PictureFiles.jpeg(COLOURS);
        int scan = 2;
        while ((file[scan + 1] & 0xff) != 0xda) {
            scan += 2 + ByteBuffer.wrap(file).getShort(scan + 2);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(file, 0, scan);
        for (int i = 0; i < 101; i++) {
            bytes.write(file, scan, file.length - 2 - scan);
        }
        bytes.write(file, file.length - 2, 2);

        refuse("expected a frame and 1 to 100 scans in the JPEG file, found more scans", bytes.toByteArray());
    }

    /** 64 MiB of text in 64 KiB: whoever reads it takes its memory. */
    @Test
    void shouldPassOverWhatIsNotNeededForThePixels() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(new byte[] {'C', 0, 0});
        try (DeflaterOutputStream out = new DeflaterOutputStream(text)) {
            out.write(new byte[64 << 20]);
        }
        byte[] file = PictureFiles.withChunk(PictureFiles.png(COLOURS), "zTXt", text.toByteArray());

        assertThat(PictureFile.of(file).plain()).isEqualTo(PictureFiles.png(COLOURS));
        assertThat(decoder.decode(file).pixels())
                .isEqualTo(decoder.decode(PictureFiles.png(COLOURS)).pixels());
    }

    private void refuse(String message, byte[] file) {
        assertThatThrownBy(() -> decoder.decode(file))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage(message);
    }

    private static byte[] text(String text) throws IOException {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int[] pixel(Picture picture, int row, int column) {
        int at = (row * picture.width() + column) * 3;
        byte[] pixels = picture.pixels();
        return new int[] {pixels[at] & 0xff, pixels[at + 1] & 0xff, pixels[at + 2] & 0xff};
    }
}
