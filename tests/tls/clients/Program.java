import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A program with the providers' hosts written into it, and with no word about a proxy or a CA. */
public class Program {
  static final String ADDRESS = "https://sdk.xylink.com/api/rest/external/v1/callbacks";

  public static void main(String[] arguments) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(ADDRESS)).build();
    var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println("HttpClient " + response.statusCode());
    System.out.println("HttpURLConnection " + statusOf(ADDRESS));
    System.out.println("HttpURLConnection, plain " + statusOf("http://api.ytx.net/201612/"));
  }

  static int statusOf(String address) throws Exception {
    return ((HttpURLConnection) new URL(address).openConnection()).getResponseCode();
  }
}
